"""An address of the editor's own in, asked once, and how it answered out; it stays a secret."""

import json
import re
from urllib.error import HTTPError, URLError
from urllib.request import Request

from digest.delivery.opener import AGENT, new_opener, reason_in_words, within
from digest.text import shortened, without_controls

PATIENCE = 10.0
"""Seconds within which all of an answer must have come."""

_LONGEST = 3000
_ACTIVE = re.compile(
    r"(?<![^\W_])@(?=\w)|@(?=(?:everyone|here|channel|all)(?![^\W_]))|(?<=\])(?=[(\[])",
    re.IGNORECASE,
)
"""Behind what a mention, or a link with words of its own in Markdown, is broken up."""
_WORD_JOINER = "\u2060"


class Unanswered(Exception):
    """An address that did not take what it was sent; the message never names the address."""


def slack_message(text: str) -> bytes:
    """`text` as the JSON that Slack, Mattermost and others take; nobody is mentioned in it.

    Slack wants &, < and > escaped (`<!channel>` would call everyone); others know @all, and
    `[words](address)` for a link or, behind a !, for a picture.
    """
    lines = [shortened(line, _LONGEST) for line in without_controls(text).splitlines()]
    cut = "\n".join(lines)[:_LONGEST]
    plain = cut.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return json.dumps({"text": _ACTIVE.sub(rf"\g<0>{_WORD_JOINER}", plain)}).encode()


def post_json(address: str, data: bytes, *, timeout: float = PATIENCE) -> str:
    """POST `data`; how it was answered, such as "answered 200". Raises Unanswered."""
    headers = {"Content-Type": "application/json"}
    return _asked(Request(address, data=data, headers=headers, method="POST"), timeout)


def get_address(address: str, *, timeout: float = PATIENCE) -> str:
    """GET `address`; how it was answered. Raises Unanswered."""
    return _asked(Request(address), timeout)


def _asked(request: Request, timeout: float) -> str:
    """As `_ask` does, within `timeout` seconds in all."""
    answer = within(timeout, lambda: _ask(request, timeout))
    well, said = answer or (False, f"did not answer within {timeout:g} s")
    if not well:
        raise Unanswered(said)
    return said


def _ask(request: Request, timeout: float) -> tuple[bool, str]:
    """Whether it went well, and what to say of it, without a word of the address."""
    request.add_header("User-Agent", AGENT)
    try:
        with new_opener().open(request, timeout=timeout) as answer:
            return True, f"answered {answer.status}"
    except HTTPError as refused:
        refused.close()
        moved = " and leads elsewhere, which is not followed" if 300 <= refused.code < 400 else ""
        return False, f"answered {refused.code}{moved}"
    except TimeoutError:
        return False, f"did not answer within {timeout:g} s"
    except URLError as failure:
        return False, f"cannot be reached: {reason_in_words(failure)}"
    except Exception as failure:
        # Whatever it is, what it says may quote the address, and so may a traceback.
        return False, f"broke off ({type(failure).__name__})"
