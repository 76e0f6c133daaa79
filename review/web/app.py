"""The application: which address is which page, and how what a page answers becomes a response."""

import sys
import traceback
from collections.abc import Awaitable, Callable, Collection
from contextlib import nullcontext
from datetime import tzinfo
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from pactwatch.errors import ArchiveUnavailable, NotFound, OtherVersion, PactwatchError
from review.output import shown
from review.place import Place, now
from review.web import article, beside, copies, explain, inbox, reviews, search, sources, stories
from review.web.asked import Answer, Asked, Sent, Shown
from review.web.clock import Clock
from review.web.forms import COOKIE, FOREIGN, Form, Refused, Seal, new_cookie, read_form
from review.web.guard import Guard
from review.web.rendering import environment

Page = Callable[[Asked], Answer]

PAGES: dict[str, Page] = {
    "/": inbox.inbox,
    "/articles/{id}": article.article,
    "/articles/{id}/fields": article.fields,
    "/articles/{id}/versions/{version}": article.version,
    "/articles/{id}/beside/{other}": beside.beside,
    "/stories": stories.stories,
    "/stories/{id}": stories.story,
    "/copies": copies.copies,
    "/search": search.search,
    "/explain": explain.explain,
    "/sources": sources.health,
    "/sources/{name}": sources.source,
}
"""What is looked at."""
DEEDS: dict[str, Page] = {
    "/articles/{id}/reviews": reviews.review,
    "/articles/{id}/story": stories.move,
    "/stories/{id}/split": stories.split,
    "/stories/{id}/merge": stories.merge,
}
"""What is done, by a form."""
STATIC = Path(__file__).parent / "static"
STATUS: tuple[tuple[type[PactwatchError], int], ...] = (
    (NotFound, 404), (OtherVersion, 409), (ArchiveUnavailable, 503), (PactwatchError, 400),
)  # fmt: skip


def application(place: Place, *, names: Collection[str] = (), zone: tzinfo | None = None) -> ASGIApp:
    """Return the pages of a database; `names` are those of the host beside localhost."""
    answers = _Answers(place, Clock(zone))
    routes = [Route(path, answers.page(page), methods=["GET"]) for path, page in PAGES.items()]
    routes += [Route(path, answers.deed(deed), methods=["POST"]) for path, deed in DEEDS.items()]
    handlers = {HTTPException: answers.missing}
    app = Starlette(routes=[*routes, Mount("/static", StaticFiles(directory=STATIC))], exception_handlers=handlers)
    return Guard(app, names)


class _Answers:
    """Answers requests on one database."""

    def __init__(self, place: Place, clock: Clock) -> None:
        self._place, self._clock = place, clock
        self._templates, self._seal = environment(), Seal()

    def page(self, page: Page) -> Callable[[Request], Response]:
        """Return the endpoint of a page; all that it reads is of one moment."""

        def endpoint(request: Request) -> Response:
            return self._answer(request, page, Form({}))

        return endpoint

    def deed(self, deed: Page) -> Callable[[Request], Awaitable[Response]]:
        """Return the endpoint of a form."""

        async def endpoint(request: Request) -> Response:
            try:
                form = await read_form(request)
            except Refused as refusal:
                return self._trouble(request, str(refusal), refusal.status)
            if not self._seal.holds(request, form):
                return self._trouble(request, FOREIGN, 403, form.one("note"))
            return await run_in_threadpool(self._answer, request, deed, form)

        return endpoint

    def missing(self, request: Request, error: Exception) -> Response:
        """Return what stands at an address that is no page."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        return self._trouble(request, "There is no such page." if status == 404 else "That cannot be asked.", status)

    def _answer(self, request: Request, page: Page, form: Form) -> Response:
        try:
            with self._place.archive() as archive:
                asked = Asked(
                    archive=archive, now=now(), clock=self._clock, form=form,
                    path=request.path_params, query=request.query_params,
                )  # fmt: skip
                with archive.reading() if request.method == "GET" else nullcontext():
                    answer = page(asked)
            return self._response(request, answer)
        except PactwatchError as error:
            status = next(status for kind, status in STATUS if isinstance(error, kind))
            return self._trouble(request, str(error), status, form.one("note"))
        except Exception as error:  # noqa: BLE001 (outermost: one request may fail, the pages go on)
            said = f"A fault of pactwatch itself ({type(error).__name__}); what the pages were started in says more."
            print(shown(f"{request.method} {request.url.path}: {error!r}"), file=sys.stderr)
            if self._place.debug:
                traceback.print_exc()
            return self._trouble(request, said, 500)

    def _trouble(self, request: Request, sentence: str, status: int, note: str = "") -> Response:
        again = f"/articles/{request.path_params['id']}" if status == 409 else None
        values = {"sentence": sentence, "again": again, "note": note}
        return self._response(request, Shown(template="trouble.html", values=values, status=status))

    def _response(self, request: Request, answer: Answer) -> Response:
        if isinstance(answer, Sent):
            return RedirectResponse(answer.path, 303)
        cookie = request.cookies.get(COOKIE) or new_cookie()
        time = now()
        known = {
            "clock": self._clock, "now": time, "zone": self._clock.zone(time), "database": self._place.db,
            "token": self._seal.token(cookie), "path": request.url.path,
        }  # fmt: skip
        page = self._templates.get_template(answer.template).render(known | dict(answer.values))
        response = HTMLResponse(page, answer.status)
        if COOKIE not in request.cookies:
            response.set_cookie(COOKIE, cookie, httponly=True, samesite="strict")
        return response
