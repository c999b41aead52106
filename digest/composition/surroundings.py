"""Settings and past issues in; masthead, subject, calls to action and colophon out."""

from collections.abc import Sequence
from datetime import date

from digest.config.settings import (
    ColophonSettings,
    Newsletter,
    SourceCall,
    Subscribe,
)
from digest.locales import writing_direction
from digest.model.drafts import Draft
from digest.model.issues import Earlier, EarlierIssue, Item, Section
from digest.model.presentation import CallToAction, Colophon, Masthead, NamedLink
from digest.model.stories import PastIssue
from digest.text import begins_with, shortened

PREHEADER_LENGTH = 110


def issue_number(day: date, newsletter: Newsletter, past: Sequence[PastIssue]) -> int:
    """One more than the latest issue before `day`; its own number when `day` was published.

    The archive's first goes on from those that were made elsewhere, or is `first_number`.
    """
    for issue in past:
        if issue.date == day:
            return issue.number
    elsewhere = newsletter.earlier.issues
    before = (one.number for one in elsewhere if one.number is not None and one.date < day)
    last = max(before, default=-1)
    first = max(newsletter.newsletter.first_number - 1, last)
    return max((issue.number for issue in past if issue.date < day), default=first) + 1


def issue_address(newsletter: Newsletter, day: date) -> str:
    """Where the issue of `day` stands on the web, "" where the archive has no address."""
    base = newsletter.archive.url.rstrip("/")
    return f"{base}/{day.isoformat()}/" if base else ""


def masthead(newsletter: Newsletter, day: date) -> Masthead:
    """The banner of the issue of `day`."""
    about = newsletter.newsletter
    return Masthead(
        title=about.title,
        tagline=about.tagline,
        url=about.url,
        language=about.language,
        direction=about.direction or writing_direction(about.language),
        timezone=about.timezone,
        social=tuple(NamedLink(name=name, url=url) for name, url in newsletter.social.items()),
        view_in_browser=issue_address(newsletter, day),
        show_date=about.show_date,
        show_number=about.show_number,
    )


def subject(
    draft: Draft,
    newsletter: Newsletter,
    lead: Item | None,
    sections: Sequence[Section],
    number: int,
) -> str:
    """The editor's subject, else the pattern of [mail], else the first headline."""
    if draft.subject is not None:
        return draft.subject
    first = _first_item(lead, sections)
    title = newsletter.newsletter.title
    headline = without_own_name(first.name, newsletter) if first else ""
    if newsletter.mail.subject:
        filled = newsletter.mail.subject
        for name, value in (
            ("{title}", title),
            ("{headline}", headline),
            ("{number}", str(number)),
            ("{date}", draft.date.isoformat()),
        ):
            filled = filled.replace(name, value)
        return filled
    return headline or title


def preheader(draft: Draft, lead: Item | None, sections: Sequence[Section]) -> str:
    """The editor's preheader, else the dek or the opening words of the first item."""
    if draft.preheader is not None:
        return draft.preheader
    first = _first_item(lead, sections)
    if first is None:
        return ""
    opening = "".join(span.text for paragraph in first.body[:1] for span in paragraph.spans)
    blurb = "".join(span.text for span in first.blurb)
    return shortened(first.dek or blurb or opening, PREHEADER_LENGTH)


def earlier_block(day: date, newsletter: Newsletter, past: Sequence[PastIssue]) -> Earlier | None:
    """Links to the latest issues before `day`; None when there are none to link to.

    Those that were made elsewhere stand among the archive's own, which come first on one day.
    """
    settings = newsletter.earlier
    issues = {
        one.date: EarlierIssue(
            date=one.date,
            number=one.number or 0,
            headline=without_own_name(one.title, newsletter),
            url=one.url,
        )
        for one in settings.issues
    }
    for issue in past:
        issues[issue.date] = EarlierIssue(
            date=issue.date,
            number=issue.number,
            headline=without_own_name(issue.headline, newsletter),
            url=issue.url,
        )
    before = sorted((one for one in issues if one < day), reverse=True)
    latest = tuple(issues[one] for one in before[: settings.items])
    return Earlier(heading=settings.heading, issues=latest) if latest and settings.show else None


def without_own_name(headline: str, newsletter: Newsletter) -> str:
    """`headline` without the prefix of the series or the newsletter's name and a colon before it.

    It stands where the reader knows whose it is. One that is nothing else stays.
    """
    prefix = newsletter.lead.prefix
    rest = headline[len(prefix) :].strip() if begins_with(headline, prefix) else ""
    rest = rest or headline
    return Masthead(title=newsletter.newsletter.title).without_title(rest)


def call_to_action(settings: Subscribe | SourceCall | None) -> CallToAction | None:
    """The block that [subscribe] or [google] describes; None where it is switched off."""
    if settings is None or not settings.show:
        return None
    return CallToAction(
        heading=settings.heading, text=settings.text, button=settings.button, url=settings.url
    )


def colophon(settings: ColophonSettings) -> Colophon:
    """Why the reader gets this mail, from where, and how to stop it."""
    return Colophon(**settings.model_dump())


def _first_item(lead: Item | None, sections: Sequence[Section]) -> Item | None:
    return lead or next((item for section in sections for item in section.items), None)
