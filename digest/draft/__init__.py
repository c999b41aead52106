"""The proposal and the editor's page in, the draft of the issue out."""

from digest.draft.files import page_text, write_page
from digest.draft.fresh import fresh_page
from digest.draft.merging import Merge, merged_page
from digest.draft.reading import read_page

__all__ = ["Merge", "fresh_page", "merged_page", "page_text", "read_page", "write_page"]
