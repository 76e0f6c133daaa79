"""Reads pages with newspaper4k: JSON lines in, JSON lines out. Run by bench.page_tools in an environment of its own."""

import base64
import json
import sys
import time

from newspaper import Article, Config


def main() -> None:
    """Answer every line of stdin."""
    for line in sys.stdin:
        asked = json.loads(line)
        began = time.process_time()
        try:
            said = read(base64.b64decode(asked["body"]), asked["url"], asked["language"])
        except Exception as error:  # noqa: BLE001 (what a tool raises is what we measure)
            said = {"error": f"{type(error).__name__}: {error}".split("\n")[0]}
        print(json.dumps(said | {"seconds": time.process_time() - began}), flush=True)


def read(body: bytes, url: str, language: str) -> dict[str, object]:
    """Read a page as newspaper4k's documentation does it, from bytes that are at hand."""
    config = Config()
    config.fetch_images = False
    if language in {"en", "ko", "ja", "zh"}:
        config.language = language
    article = Article(url or "https://unknown.example/", config=config)
    article.download(input_html=body.decode("utf-8", "replace"))
    article.parse()
    return {
        "text": article.text,
        "title": article.title,
        "authors": article.authors,
        "published": article.publish_date.isoformat() if article.publish_date else None,
        "language": article.meta_lang,
    }


if __name__ == "__main__":
    main()
