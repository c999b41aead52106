"""The proposal and the editor's page in, the draft of the issue out.

Four rooms: `page` turns the text of a page into values and back, `edits` changes it on someone's
behalf, one edit at a time, `writing` is what the program itself writes there, `merge` brings page
and proposal together.
"""

from digest.draft.draft import read_draft
from digest.draft.edits.edit import edit_page, invert
from digest.draft.edits.naming import find_article, find_dropped, find_story, page_story
from digest.draft.edits.reverting import changed_lines, difference
from digest.draft.edits.sentences import describe_edit
from digest.draft.edits.wording import value_print
from digest.draft.files import keep_version, page_bytes, page_text, write_page
from digest.draft.merge.arrivals import Arrivals, count_arrivals, gaps
from digest.draft.merge.merge import Merge, merge_page
from digest.draft.page.page import Page, own_texts
from digest.draft.page.parser import read_page
from digest.draft.writing.fresh_page import fresh_page

__all__ = [
    "Arrivals",
    "Merge",
    "Page",
    "changed_lines",
    "count_arrivals",
    "describe_edit",
    "difference",
    "edit_page",
    "find_article",
    "find_dropped",
    "find_story",
    "fresh_page",
    "gaps",
    "invert",
    "keep_version",
    "merge_page",
    "own_texts",
    "page_bytes",
    "page_story",
    "page_text",
    "read_draft",
    "read_page",
    "value_print",
    "write_page",
]
