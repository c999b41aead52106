"""What a service gave back in, whether it still is what we know out."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from digest.delivery.services.service import ServiceRefused
from digest.model.service_drafts import DraftState, HeldDraft
from digest.text import shortened

_EARLIEST = timedelta(days=60)
_KEY = re.compile(r"digest-\d{4}-\d{2}-\d{2}-[0-9a-f]{8}", re.ASCII)
_FINAL = (DraftState.SENT, DraftState.SCHEDULED, DraftState.DRAFT)


def is_key(text: str | None) -> bool:
    """Whether `text` is the key of some issue."""
    return _KEY.fullmatch(text or "") is not None


def earliest_making(key: str) -> str:
    """The day, as YYYY-MM-DD, before which no draft of the issue of `key` was made."""
    day = date.fromisoformat(key.removeprefix("digest-")[:10])
    return (day - _EARLIEST).isoformat()


def most_final(found: Iterable[HeldDraft]) -> HeldDraft | None:
    """Of all that bear a key, what is sent before what is scheduled before a draft.

    Somebody may have copied ours there; what is sent must never be taken for a mere draft.
    """
    return min(found, key=lambda one: _FINAL.index(one.state), default=None)


def check_unchanged(held: HeldDraft, now: HeldDraft | None, name: str) -> None:
    """Raise ServiceRefused unless what is there `now` is a draft, and the one that is `held`."""
    if now is None:
        raise ServiceRefused(f"the draft was deleted at {name} just now: put it again")
    place = f", in {now.address}" if now.address else ""
    if now.state is not DraftState.DRAFT:
        raise ServiceRefused(
            f"the issue is {now.state} at {name} by now: what is to be changed is changed "
            f"there{place}"
        )
    if now.content != held.content:
        raise ServiceRefused(
            f"somebody edited the draft at {name} just now: look at it{place}, then put it again"
        )


def alarm(name: str, state: str, address: str) -> ServiceRefused:
    """What is said where that which should be a draft is none."""
    said = shortened(state, 40)
    return ServiceRefused(
        f"{name} says that what was put there as a draft is “{said}”: go there at once, to "
        f"{address}, and stop it if nobody there wanted that"
    )
