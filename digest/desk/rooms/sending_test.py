"""A test of the issue by mail: what is sent, the addresses, and what came of each."""

import re
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from digest.delivery.message import read_recipient
from digest.desk.desk import Desk, place_of
from digest.desk.place import Place
from digest.desk.rooms.bar import describe_bar
from digest.desk.rooms.forms import place_before, read_issue_form
from digest.desk.rooms.page import Trouble, show_page
from digest.desk.rooms.refusals import status_of
from digest.desk.views.publishing import SheetLine
from digest.desk.words import DeskWords
from digest.errors import DigestError, UsageError
from digest.model.deliveries import MailOutcome, Sending
from digest.pipeline.mail_server import server_in_words
from digest.pipeline.sending import send_test
from digest.pipeline.workspace import Workspace

PATH = "/test"
MOST = 5
"""Addresses at a time: each may take a minute where the server is slow."""
_LONGEST = 1000
_TONES = {MailOutcome.SENT: "well", MailOutcome.LATER: "warning"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TestView:
    """What is sent and by whom; `hindrance` says what must be set first, `came` what was done."""

    facts: tuple[SheetLine, ...]
    to: str
    hindrance: str = ""
    came: tuple[SheetLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The addresses as they were written, and what came of them."""

    written: str = ""
    sending: Sending | None = None
    error: DigestError | None = None


def routes(desk: Desk) -> list[Route]:
    """Where it is asked, and where the answer goes."""

    async def ask(request: Request) -> Response:
        if not desk.may_edit:
            return await show_page(desk, request)
        return _show(desk, request, place_of(request), _Asked())

    async def send(request: Request) -> Response:
        form = await read_issue_form(desk, request)
        return await _send(desk, request, place_before(form), form.get("to", "")[:_LONGEST])

    return [Route(PATH, ask), Route(PATH, send, methods=["POST"])]


async def _send(desk: Desk, request: Request, place: Place, written: str) -> Response:
    words = desk.words(request)
    try:
        to = _addresses(written, words)
        # What is on the page goes out, though it was edited a moment ago.
        await desk.live.settle()
        workspace = desk.open_workspace()
        day = desk.issue_day(workspace)
        sending = await desk.live.work(lambda: send_test(workspace, day, to))
    except DigestError as error:
        return _show(desk, request, place, _Asked(written=written, error=error))
    return _show(desk, request, place, _Asked(written=written, sending=sending))


def _addresses(written: str, words: DeskWords) -> list[str]:
    found = list(dict.fromkeys(filter(None, re.split(r"[,;\s]+", written))))
    if not found:
        raise UsageError(words.say("test.whom"))
    if len(found) > MOST:
        raise UsageError(words.say("test.too_many", most=MOST))
    return found


def _show(desk: Desk, request: Request, place: Place, asked: _Asked) -> Response:
    words, workspace = desk.words(request), desk.open_workspace()
    shown = desk.live.state.shown
    subject = shown.issue.subject if shown else ""
    trouble = None
    if asked.error:
        trouble = Trouble(what=words.say("test.nothing_sent"), safe=str(asked.error))
    return desk.answer(
        request,
        "test",
        status=status_of(asked.error) if asked.error else 200,
        address=place.link(PATH) if request.method == "POST" else "",
        bar=describe_bar(desk, workspace, place, words),
        test=describe_test(workspace, subject, words, written=asked.written, sending=asked.sending),
        mail_file=f"{desk.content}/archive/{desk.issue_day(workspace)}/issue.eml",
        trouble=trouble,
    )


def describe_test(
    workspace: Workspace,
    subject: str,
    words: DeskWords,
    *,
    written: str = "",
    sending: Sending | None = None,
) -> TestView:
    """The question, or what came of it; the addresses are those of [review] notify at first."""
    newsletter = workspace.newsletter
    server = server_in_words(newsletter.smtp)
    usual = (read_recipient(one).address for one in newsletter.review.notify)
    lacks = "test.no_server" if not server else "" if newsletter.mail.sender else "test.no_sender"
    return TestView(
        facts=(
            SheetLine(words=words.say("test.subject", subject=subject)),
            SheetLine(words=words.say("test.way", sender=newsletter.mail.sender, server=server)),
        )
        if not lacks
        else (),
        to=written or ", ".join(usual),
        hindrance=words.say(lacks) if lacks else "",
        came=_came(sending, words) if sending else (),
    )


def _came(sending: Sending, words: DeskWords) -> tuple[SheetLine, ...]:
    lines = [
        SheetLine(
            words=words.say(f"test.{one.outcome.value}", to=one.to, words=one.words),
            tone=_TONES.get(one.outcome, "error"),
        )
        for one in sending.deliveries
    ]
    return (*lines, *(SheetLine(words=note, tone="aside") for note in sending.notes))
