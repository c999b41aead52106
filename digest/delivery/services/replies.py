"""A service's reply in; the JSON that it holds, or one sentence that says what to do, out."""

import json
from datetime import timedelta

from digest.delivery.services.requests import ServiceReply
from digest.delivery.services.service import (
    ServiceBusy,
    ServiceFailed,
    ServiceRefused,
    ServiceUnsure,
)
from digest.text import shortened, span_in_words, without_controls

_LONGEST = 300
_MEANS = {
    400: "it does not take what it was sent",
    401: "it does not know the key: put a valid one where [services] says",
    403: "the key may not do that: give it the right to write drafts, or look at your plan there",
    404: "it has nothing at that address: look at the address and the ids under [services]",
    409: "what stands there was changed meanwhile: look at it there, then try again",
    413: "the issue is too long for it: take something out",
    422: "it does not take what it was sent",
}


def read_reply(name: str, reply: ServiceReply, *, wrote: bool) -> object:
    """The JSON of a reply that went well; `wrote` says that the request may have changed something.

    Raises ServiceBusy, ServiceUnsure, ServiceRefused.
    """
    if not 200 <= reply.status < 300:
        raise failure_of(name, reply, wrote=wrote)
    try:
        return json.loads(reply.body)
    except (ValueError, RecursionError):
        kind = f" ({reply.media_type})" if reply.media_type else ""
        said = f"{name} answered with something that is no JSON{kind}"
        if wrote:
            raise ServiceUnsure(f"{said}; look there, the next try looks first") from None
        raise ServiceRefused(
            f"{said}: look at its address under [services], a page for people is there"
        ) from None


def failure_of(name: str, reply: ServiceReply, *, wrote: bool) -> ServiceFailed:
    """What to raise for a reply that did not go well."""
    said = f"{name} answered {reply.status}"
    if reply.status == 429 or (reply.status >= 500 and not wrote):
        return ServiceBusy(f"{said}, so it is too busy or down; try again {_when(reply)}")
    if reply.status >= 500:
        return ServiceUnsure(f"{said}, so that nobody knows whether it took the draft; try again")
    if 300 <= reply.status < 400:
        return ServiceRefused(
            f"{said} and leads elsewhere, which is not followed: write the address under "
            "[services] as it stands in your browser there"
        )
    means = _MEANS.get(reply.status, "it will not")
    return ServiceRefused(f"{said}: {means}{_its_words(reply)}")


def _when(reply: ServiceReply) -> str:
    after = reply.retry_after
    return f"in {span_in_words(timedelta(seconds=after))}" if after else "later"


def _its_words(reply: ServiceReply) -> str:
    """What it said, where that is short and no page."""
    if reply.media_type == "text/html" or not reply.body:
        return ""
    said = shortened(without_controls(reply.body[:4000].decode("utf-8", "replace")), _LONGEST)
    return f" ({said})"
