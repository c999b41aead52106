"""What every table of newsletter.toml has in common."""

from pydantic import BaseModel, ConfigDict


class SettingsTable(BaseModel):
    """A table of newsletter.toml: no unknown keys, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
