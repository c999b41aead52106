"""The tables of newsletter.toml for what stands between the stories, and how words are set."""

from typing import Literal

from pydantic import Field

from digest.config.values import Identifier, SettingsTable, WebAddress, WrittenDate
from digest.model.issues import SlotKind

SLOT_PLACES = ("top", "lead", "end")
"""Where a slot may stand beside the sections."""


class ContentsSettings(SettingsTable):
    """[contents]: the list "In this issue"."""

    show: bool = Field(default=True, description="Print the list.")
    items: int = Field(5, ge=1, le=20, description="The most lines.")
    min_items: int = Field(
        5, ge=1, le=100, description="With fewer items in the sections there is no list."
    )


class TypographySettings(SettingsTable):
    """[typography]"""

    quotes: Literal["smart", "as written"] = Field(
        "smart",
        description="smart: the quotation marks, apostrophes and no-break spaces of the "
        "newsletter's language.",
    )


class SlotSettings(SettingsTable):
    """[[slots]]: a block between the stories, whose words the draft page may replace."""

    id: Identifier = Field(description="Its name on the draft page.")
    kind: SlotKind = Field(SlotKind.NOTE, description="note, sponsor or event.")
    place: str = Field(
        "",
        description="top, lead (under it), end, or before the section of this id; empty: a note "
        "top, others end.",
    )
    heading: str = Field("", description="The heading over its words.")
    text: str = Field("", description="Its words; blank lines and [words](https://…) as in blurbs.")
    button: str = Field("Read more", description="The words on the button, where it has a url.")
    url: WebAddress = Field("", description="Where the button leads.")
    until: WrittenDate | None = Field(
        None, description="The last day on which it is true, such as 2024-08-30."
    )
    show: bool = Field(default=True, description="Print it.")

    @property
    def stands_at(self) -> str:
        """The place that it has, or that its kind has."""
        return self.place or ("top" if self.kind is SlotKind.NOTE else "end")
