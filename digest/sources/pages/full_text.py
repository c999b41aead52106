"""A page whose feed gave only a summary in; its text, as markup and plain, out.

The only file that knows trafilatura, an extra (`newsletter-digest[fulltext]`). Without it, or where
it fails, the program's own reader of saved pages does its best.
"""

import re
from importlib import import_module
from importlib.util import find_spec

from digest.sources.entries.charsets import decode_text
from digest.sources.entries.markup import clean_html, readable_text
from digest.sources.entries.values import PageText, Unreadable
from digest.sources.pages.html_pages import read_html_page
from digest.text import one_line, shortened

_HEADLINE = re.compile(r"\A\s*<h1>.*?</h1>", re.DOTALL)


def read_full_text(html: bytes, url: str) -> PageText:
    """The article of the page `html`, read at `url`; raises Unreadable if there is no text in it.

    The note says why the extra was of no use, where it is installed.
    """
    body, note = "", ""
    if find_spec("trafilatura"):
        try:
            body = _by_trafilatura(decode_text(html), url)
        except Exception as error:
            # Half an installation, or a page that it stumbles over: the text must not fail for it.
            why = shortened(f"{type(error).__name__}: {error}", 200)
            note = f"trafilatura failed ({why}), so this program's own reader found the text"
    cleaned = clean_html(body or read_html_page(html).entry.body.value, url)
    text = readable_text(cleaned)
    if not one_line(text):
        raise Unreadable("there is no text in it")
    return PageText(html=cleaned, text=text, note=note)


def _by_trafilatura(page: str, url: str) -> str:
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
    return _HEADLINE.sub("", found.partition("<body>")[2].rpartition("</body>")[0])
