"""What happens in a week with too little or too much, as a table of newsletter.toml."""

from typing import Literal

from pydantic import Field

from digest.config.table import SettingsTable


class Weeks(SettingsTable):
    """[weeks]"""

    min_items: int = Field(
        1, ge=1, le=100, description="With fewer items, lead included, the week is thin."
    )
    thin: Literal["extend", "carry", "short", "skip"] = Field(
        "short",
        description=(
            "In a thin week: extend looks back further; carry sends nothing and keeps the articles "
            "for the next issue; short goes out as it is; skip sends nothing and lets them go."
        ),
    )
    extend_days: int = Field(
        7, ge=1, le=60, description="How many days further thin = extend looks back."
    )
    max_items: int = Field(
        40, ge=1, le=500, description="With more items, the lowest scores are left out."
    )
    max_bytes: int = Field(
        0, ge=0, description="With a larger HTML mail, the last items are left out; 0 for no limit."
    )
