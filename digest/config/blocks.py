"""The tables of newsletter.toml for what stands between the stories, and how words are set."""

from pydantic import Field

from digest.config.values import SettingsTable


class ContentsSettings(SettingsTable):
    """[contents]: the list "In this issue"."""

    show: bool = Field(default=True, description="Print the list.")
    items: int = Field(5, ge=1, le=20, description="The most lines.")
    min_items: int = Field(
        5, ge=1, le=100, description="With fewer items in the sections there is no list."
    )
