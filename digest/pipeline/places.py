"""An address or a path in, the source that it names out."""

from digest.config.settings import Source
from digest.errors import UsageError
from digest.text import without_credentials


def source_from_argument(
    place: str, *, name: str = "", allow_private: bool = False, allow_outside: bool = False
) -> Source:
    """The source at `place`; raises UsageError where it can be neither an address nor a path."""
    if "\0" in place or not place.strip():
        raise UsageError(f"{place!r} is neither an address nor a path")
    try:
        if place.startswith(("http://", "https://")):
            return Source(url=place, name=name, allow_private=allow_private)
        return Source(path=place, name=name, allow_outside=allow_outside)
    except ValueError:
        raise UsageError(
            f"{without_credentials(place)!r} is not a web address; write it like https://host/feed"
        ) from None
