"""A page whose feed gave only a summary in; its text, as markup and plain, and its date, out.

The only file that knows trafilatura, an extra (`newsletter-digest[fulltext]`). Without it the
program's own reader of saved pages does its best.
"""

import re
from importlib import import_module
from importlib.util import find_spec

from digest.sources.clean import clean_html, readable_text
from digest.sources.feeds.charsets import decoded
from digest.sources.pages.pages import read_page

_HEADLINE = re.compile(r"\A\s*<h1>.*?</h1>", re.DOTALL)


def full_text(html: bytes, url: str) -> tuple[str, str, str]:
    """The article of the page `html`, read at `url`: cleaned markup, plain text, date as written.

    Raises Unreadable if there is no text in the page.
    """
    entry = read_page(html).entry
    body, date = entry.body.value, entry.published
    if find_spec("trafilatura"):
        found, its_date = _by_trafilatura(decoded(html), url)
        # A date in the page's own head has a time; the one that trafilatura finds has none.
        body, date = found or body, date or its_date
    cleaned = clean_html(body, url)
    return cleaned, readable_text(cleaned), date


def _by_trafilatura(page: str, url: str) -> tuple[str, str]:
    # Imported when called: an extra that most have not, and a sixth of a second.
    library = import_module("trafilatura")
    found: str = (
        library.extract(
            page,
            url=url,
            fast=True,
            output_format="html",
            include_links=True,
            include_formatting=True,
            include_comments=False,
        )
        or ""
    )
    facts = library.bare_extraction(page, url=url, fast=True, with_metadata=True)
    body = found.partition("<body>")[2].rpartition("</body>")[0]
    return _HEADLINE.sub("", body), str(getattr(facts, "date", None) or "")
