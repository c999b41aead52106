"""A number in, an issue of ordinary size out: what the archive's benchmarks are filled with."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from digest.archive.issue_folder import save_issue
from digest.archive.publication import freeze_issue
from digest.model.issues import (
    Coverage,
    Issue,
    Item,
    Paragraph,
    RenderedIssue,
    Section,
    SectionStyle,
    Span,
)
from digest.model.presentation import CallToAction, Masthead
from digest.model.website import Site

FIRST = date(2014, 8, 15)
URL = "https://watch.example.org/issues"
SITE = Site(
    masthead=Masthead(title="Benchmark Weekly", tagline="Fifteen items", url="https://example.org"),
    subscribe=CallToAction(url="https://example.org/join", button="Subscribe", heading="Join"),
    url=URL,
)
_WORDS = (
    *("ministers", "envoys", "ports", "grain", "corridor", "customs", "treaty", "border"),
    *("ferry", "talks", "vote", "court", "pipeline", "sanctions", "embassy", "exchange"),
    *("summit", "delegation", "observers", "accord", "harbour", "transit", "mandate"),
)
_FIRST = ("Amalia", "Tobias", "Rosa", "Ines", "Orrin", "Petra", "Silas", "Wanda")
_LAST = ("Fenn", "Quill", "Maro", "Achter", "Brede", "Tarn", "Kess", "Vel", "Norr", "Hal")
_ENDINGS = ("berg", "sen", "wick", "mann", "dahl")


def weekly_issue(number: int) -> Issue:
    """The issue of that number, the first being 1: a lead of six paragraphs and 14 items."""
    day = FIRST + timedelta(weeks=number - 1)
    return Issue(
        date=day,
        number=number,
        cut_off=datetime(day.year, day.month, day.day, 11, tzinfo=UTC),
        subject=f"Benchmark Weekly: {_prose(number, 6)}",
        preheader=_prose(number + 1, 14),
        masthead=SITE.masthead,
        lead=_lead(number),
        sections=(
            _section("other", SectionStyle.BULLETS, number, 11),
            _section("features", SectionStyle.CARDS, number + 500, 3),
        ),
        subscribe=SITE.subscribe,
    )


def rendered(issue: Issue) -> RenderedIssue:
    """Bytes of the size of a mail, without the seconds that hundreds of mails would take."""
    words = "\n".join(item.headline for item in issue.items)
    html = f"<!doctype html><title>{issue.subject}</title><pre>{words}</pre>" + " " * 60_000
    return RenderedIssue(issue=issue, html=html, text=words * 4, eml=html.encode())


def fill(issues: Path, count: int, *, start: int = 1) -> None:
    """Save and publish `count` issues, the first being number `start`."""
    for number in range(start, start + count):
        issue = weekly_issue(number)
        save_issue(issues, rendered(issue), page='subject = "x"\n')
        freeze_issue(issues, issue.date)


def _lead(number: int) -> Item:
    paragraphs = (_prose(number * 7 + at, 90) for at in range(6))
    return Item(
        id=f"lead-{number}",
        key=f"https://wire.example.com/lead-{number}",
        headline=_prose(number, 9).capitalize(),
        dek=_prose(number + 2, 20),
        source="Harbour Wire",
        url=f"https://wire.example.com/lead-{number}",
        body=tuple(Paragraph(spans=(Span(text=text),)) for text in paragraphs),
        also=(Coverage(source="Strait Times", title="Also", url="https://strait.example.com/x"),),
    )


def _section(name: str, style: SectionStyle, seed: int, count: int) -> Section:
    return Section(
        id=name,
        heading=f"In {name} news:",
        style=style,
        items=tuple(_item(f"{name}-{at}", seed * 31 + at) for at in range(count)),
    )


def _item(name: str, seed: int) -> Item:
    return Item(
        id=name,
        key=f"https://wire.example.com/{name}-{seed}",
        headline=_prose(seed, 9).capitalize(),
        source="Harbour Wire",
        url=f"https://wire.example.com/{name}-{seed}",
        blurb=(Span(text=f"{_prose(seed + 3, 40).capitalize()}, said {_person(seed)}."),),
    )


def _person(seed: int) -> str:
    """One of eighty people, each told of again and again."""
    at = seed * 13 % 80
    return f"{_FIRST[at % 8]} {_LAST[at // 8]}{_ENDINGS[at % 5]}"


def _prose(seed: int, words: int) -> str:
    return " ".join(_WORDS[(seed * 7 + at * (seed % 5 + 1)) % len(_WORDS)] for at in range(words))
