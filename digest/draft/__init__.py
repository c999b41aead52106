"""The proposal and the editor's page in, the draft of the issue out.

Three rooms: `page` turns the text of a page into values and back, `writing` is what the program
itself writes there, `merge` brings the two together. What changes a page on someone's behalf, one
edit at a time (move, pin, drop, rewrite …), is a function from the text of a page to the text of a
page: it belongs into a room `edits` of its own above `page`, and needs none of the other two.
"""

from digest.draft.draft import read_draft
from digest.draft.files import page_text, write_page
from digest.draft.merge.arrivals import Arrivals, count_arrivals, gaps
from digest.draft.merge.merge import Merge, merge_page
from digest.draft.page.page import Page
from digest.draft.page.parser import read_page
from digest.draft.writing.fresh_page import fresh_page

__all__ = [
    "Arrivals",
    "Merge",
    "Page",
    "count_arrivals",
    "fresh_page",
    "gaps",
    "merge_page",
    "page_text",
    "read_draft",
    "read_page",
    "write_page",
]
