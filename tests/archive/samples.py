"""Issues to archive, made of a headline or two: what the tests of the archive start from."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

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
from digest.model.presentation import Masthead

DAY = date(2024, 8, 9)
PAGE = 'subject = "Diplomacy Watch"\n'


def item(headline: str, *, key: str = "") -> Item:
    """A bullet on `headline`, found at an address made of it."""
    slug = headline.lower().replace(" ", "-")
    return Item(
        id=slug,
        key=key or f"https://wire.example.com/{slug}",
        headline=headline,
        source="Harbour Wire",
        url=f"https://wire.example.com/{slug}",
        blurb=(Span(text=f"{headline}, officials said."),),
    )


def issue(day: date = DAY, *, number: int = 12, lead: str = "Envoys return to Ankara") -> Issue:
    """An issue with a lead, covered by another source too, and two bullets."""
    opening = Paragraph(spans=(Span(text=f"{lead} after a week of calls."),))
    coverage = Coverage(
        source="Strait Times",
        title=f"{lead}, again",
        url=f"https://strait.example.com/{day}",
        key=f"strait-{day}",
    )
    return Issue(
        date=day,
        number=number,
        cut_off=datetime(day.year, day.month, day.day, 11, tzinfo=UTC),
        subject=f"Diplomacy Watch: {lead}",
        preheader="The week in brief",
        masthead=Masthead(title="Diplomacy Watch", language="en", timezone="America/New_York"),
        lead=replace(item(lead), body=(opening,), also=(coverage,)),
        sections=(
            Section(
                id="other",
                heading="In other diplomatic news:",
                style=SectionStyle.BULLETS,
                items=(item(f"Grain ships leave port {number}"), item(f"Oil transit {number}")),
            ),
        ),
    )


def rendered(made: Issue | None = None) -> RenderedIssue:
    """Final bytes that differ with the words of the issue, without any template."""
    made = made or issue()
    words = "\n".join([made.subject, *(one.headline for one in made.items), made.correction])
    return RenderedIssue(
        issue=made,
        html=f"<!doctype html><title>{made.subject}</title><pre>{words}</pre>",
        text=words,
        eml=f"Subject: {made.subject}\n\n{words}".encode(),
    )


def weekly(count: int, *, last: date = DAY) -> list[Issue]:
    """`count` weekly issues, the oldest first."""
    days = [last - timedelta(weeks=weeks) for weeks in reversed(range(count))]
    return [issue(day, number=number, lead=f"Talks {number}") for number, day in enumerate(days, 1)]
