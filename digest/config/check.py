"""The [check] table of newsletter.toml: which rules apply, how hard, and with which limits."""

from typing import Literal

from pydantic import Field

from digest.config.values import SettingsTable

Level = Literal["off", "note", "warning", "error"]


class CheckSettings(SettingsTable):
    """[check]"""

    rules: dict[str, Level] = Field(
        {}, description='Rules switched off, raised or lowered: image-alt = "error".'
    )
    esp_allowance: int = Field(
        0, ge=0, le=50_000, description="Bytes that the email service adds when it rewrites links."
    )
    clip_bytes: int = Field(
        100_000, ge=10_000, description="Gmail cuts a mail off at this many bytes of HTML."
    )
    near_clip_bytes: int = Field(
        80_000, ge=5_000, description="From this many bytes on, warn that the cut is near."
    )
    style_bytes: int = Field(
        16_384, ge=1_024, description="Gmail drops style elements that reach this total."
    )
    subject_length: int = Field(60, ge=10, le=250, description="The longest subject, in columns.")
    preheader_shortest: int = Field(40, ge=0, description="The shortest preheader, in columns.")
    preheader_longest: int = Field(130, ge=20, description="The longest preheader, in columns.")
    contrast: float = Field(
        4.5, ge=1, le=21, description="The least contrast of text to its background (WCAG 2.2)."
    )
    stale_days: int = Field(
        14, ge=1, description="An item dated this many days before the issue's window is stale."
    )
    source_share: float = Field(
        0.67, gt=0, le=1, description="The largest share of an issue's items from one source."
    )
    least_text: int = Field(
        500, ge=0, description="Fewer characters of readable text look like a mail of pictures."
    )
    image_bytes: int = Field(
        1_048_576, ge=10_000, description="An image of more bytes than this is too heavy."
    )

    def room(self, limit: int) -> int:
        """`limit` in bytes less what the email service is going to add."""
        return max(limit - self.esp_allowance, 0)
