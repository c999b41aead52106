"""The editor's page and a new proposal in; the page with what is new out, nothing of it lost."""

from dataclasses import dataclass
from datetime import date

from digest.config.settings import Newsletter
from digest.draft.page import page_of
from digest.model.stories import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """The page as it should stand now, and each change to it in a sentence."""

    text: str
    changes: tuple[str, ...] = ()


def merged_page(text: str, proposal: Proposal, newsletter: Newsletter, *, date: date) -> Merge:
    """`text` with the news of `proposal`. Raises DraftError for a page with problems."""
    page_of(text, name=f"drafts/{date.isoformat()}.toml", newsletter=newsletter)
    return Merge(text=text)
