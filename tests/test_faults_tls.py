"""Certificates on good and bad days: real TLS on loopback, one crawl."""

import ssl
import warnings
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import NamedTuple

import pytest

from storage.archive import Archive
from storage.rhythm import State
from tests.certificates import Authority
from tests.faulty import Cases, FaultyServer, feed, redirect

pytestmark = pytest.mark.slow


class Done(NamedTuple):
    cases: Cases
    servers: dict[str, FaultyServer]
    errors: str


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Done]:
    folder = tmp_path_factory.mktemp("tls")
    authority = Authority(folder)
    contexts = {
        "good": authority.server("good.test"),
        "expired": authority.server("expired.test", days=-1),
        "self-signed": authority.server("self-signed.test", self_signed=True),
        "other-name": authority.server("somebody-else.test"),
        "old-tls": _old(authority.server("old-tls.test")),
        "trusted-anyway": authority.server("trusted-anyway.test", self_signed=True),
        "downgrade": authority.server("downgrade.test"),
    }
    with ExitStack() as running:
        plain = running.enter_context(FaultyServer())
        cases = Cases(folder, plain)
        cases.environment["SSL_CERT_FILE"] = str(authority.file)
        servers = {name: running.enter_context(FaultyServer(tls=context)) for name, context in contexts.items()}
        for name, server in servers.items():
            host = cases.host(f"{name}.test")
            script = redirect(plain.url("plain.test"), 301) if name == "downgrade" else feed("/1")
            more = {"insecure": True} if name == "trusted-anyway" else {}
            cases.source(name, server.at(server.url(host, "/feed"), script), **more)
        cases.page(cases.host("plain.test"), "/feed", feed("/1"))
        yield Done(cases, servers, cases.run())


def _old(context: ssl.SSLContext) -> ssl.SSLContext:
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    return context


def test_a_good_certificate_is_trusted(done: Done) -> None:
    assert done.cases.outcomes("good") == ["ok"]


@pytest.mark.parametrize("name", ["expired", "self-signed", "other-name"])
def test_case_34_a_certificate_that_does_not_hold_is_said_so_and_nothing_is_read(done: Done, name: str) -> None:
    (poll,) = done.cases.polls(name)

    assert poll["outcome"] == "insecure"
    assert f"the certificate of {name}.test does not hold" in str(poll["detail"])
    assert done.servers[name].requests == []


def test_case_34_an_outdated_protocol_is_not_spoken(done: Done) -> None:
    assert done.cases.outcomes("old-tls")[0] in {"insecure", "unreachable"}
    assert done.servers["old-tls"].requests == []


def test_case_34_a_person_may_trust_one_host_anyway_and_it_is_shown(done: Done) -> None:
    (poll,) = done.cases.polls("trusted-anyway")

    assert poll["outcome"] == "ok"
    assert poll["detail"] == "certificate not verified"
    assert done.cases.tracked("trusted-anyway").source.insecure


def test_the_end_of_a_certificate_is_seen_before_it_comes(done: Done) -> None:
    with Archive(done.cases.db) as archive:
        ends = {checkup.source: checkup for checkup in archive.checkups(datetime.now(UTC))}

    assert ends["good"].state is State.EXPIRING
    assert ends["good"].certificate_until is not None
    assert ends["downgrade"].certificate_until is None  # the last answer came without one


def test_case_26_a_redirect_from_https_to_http_is_followed_recorded_and_never_adopted(done: Done) -> None:
    (poll,) = done.cases.polls("downgrade")

    assert poll["outcome"] == "ok"
    assert "which is not encrypted" in str(poll["detail"])
    assert done.cases.tracked("downgrade").moved_to is None


def test_no_fault_of_ours_in_all_of_it(done: Done) -> None:
    assert "Traceback" not in done.errors
