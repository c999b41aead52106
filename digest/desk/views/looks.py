"""A place in; the ways to look at the mail from there, and the row of the inbox, out."""

from dataclasses import dataclass

from digest.desk.place import Place
from digest.desk.words import DeskWords
from digest.model.issues import Issue

INBOX_CUT = 35
"""Characters of a subject that a telephone shows in a narrow row."""

_PARTS = ("everything", "no-images", "no-styles", "text", "order", "changes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A way to look at the mail, and the key that chooses it."""

    name: str
    link: str
    on: bool
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookGroup:
    """Looks of which one is on."""

    name: str
    choices: tuple[Look, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFile:
    """A file of the issue, to be opened or kept."""

    name: str
    address: str
    download: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsMenu:
    """How much of the mail is shown."""

    now: str
    choices: tuple[Look, ...]
    files: tuple[MailFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePiece:
    """Words of a line of the inbox, and the number of the cut that follows them, 0 for none."""

    text: str
    cut: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """The row of the inbox."""

    sender: str
    subject: tuple[LinePiece, ...]
    preheader: str
    at: str


def list_looks(place: Place, words: DeskWords) -> tuple[LookGroup, ...]:
    """Widths and colours; the key of each group goes to its next choice."""
    return (
        _group(place, words, "width", ("phone", "desktop"), key="v"),
        _group(place, words, "colours", ("light", "dark", "gmail"), key="d"),
    )


def list_parts(place: Place, words: DeskWords, files: str) -> PartsMenu:
    """How much is shown; `files` is where the issue's files are served, "" for nowhere."""
    choices = tuple(
        Look(
            name=words.say(f"looks.{part}"),
            link=place.link(parts="everything" if part == place.parts else part),
            on=part == place.parts,
            key="i" if part == "no-images" else "",
        )
        for part in _PARTS
    )
    glance = Look(
        name=words.say("looks.glance"),
        link=place.link(width="phone" if place.width == "glance" else "glance", parts="no-images"),
        on=place.width == "glance",
    )
    served = (("html", "issue.html", False), ("eml", "issue.eml", True))
    return PartsMenu(
        now=words.say(f"looks.{place.parts}"),
        choices=(*choices, glance),
        files=tuple(
            MailFile(name=words.say(f"looks.{kind}"), address=f"{files}{name}", download=download)
            for kind, name, download in served
            if files
        ),
    )


def describe_inbox(issue: Issue, sender: str, at: str) -> Inbox:
    """How an inbox lists the mail."""
    return Inbox(sender=sender, subject=_cut(issue.subject), preheader=issue.preheader, at=at)


def _group(
    place: Place, words: DeskWords, name: str, choices: tuple[str, ...], *, key: str
) -> LookGroup:
    now: str = getattr(place, name)
    at = choices.index(now) if now in choices else -1
    following = choices[(at + 1) % len(choices)]
    return LookGroup(
        name=words.say(f"looks.{name}"),
        choices=tuple(
            Look(
                name=words.say(f"looks.{one}"),
                link=place.link(**{name: one}),
                on=one == now,
                key=key if one == following else "",
            )
            for one in choices
        ),
    )


def _cut(subject: str) -> tuple[LinePiece, ...]:
    """`subject` in two where an inbox cuts it, between words."""
    if len(subject) <= INBOX_CUT:
        return (LinePiece(text=subject),)
    end = subject.rfind(" ", 0, INBOX_CUT + 1)
    end = end if end > 0 else INBOX_CUT
    return (LinePiece(text=subject[:end], cut=INBOX_CUT), LinePiece(text=subject[end:]))
