"""The proposal and the editor's page in, the draft of the issue out."""

from digest.draft.arrivals import Arrivals, arrivals, gaps
from digest.draft.files import page_text, write_page
from digest.draft.fresh import fresh_page
from digest.draft.merging import Merge, merged_page
from digest.draft.reading import read_page

__all__ = [
    "Arrivals",
    "Merge",
    "arrivals",
    "fresh_page",
    "gaps",
    "merged_page",
    "page_text",
    "read_page",
    "write_page",
]
