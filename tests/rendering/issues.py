"""Issues of every kind, with texts of our own, for tests, benchmarks and looking."""

from dataclasses import replace
from datetime import UTC, date, datetime

from digest.model.articles import Image
from digest.model.issues import (
    Coverage,
    Earlier,
    EarlierIssue,
    Emphasis,
    Issue,
    Item,
    Paragraph,
    ParagraphKind,
    Section,
    SectionStyle,
    Span,
)
from digest.model.presentation import (
    CallToAction,
    Colophon,
    Envelope,
    Masthead,
    NamedLink,
)

SITE = "https://harbour.example"


def picture(name: str) -> Image:
    """A picture of the imaginary newspaper."""
    return Image(
        url=f"{SITE}/pictures/{name}.jpg",
        alt="Two delegations at a long table under a painted ceiling",
        credit="Photo: Ines Maro / The Harbour Review",
        width=1200,
    )


def lead_item() -> Item:
    """A lead with every field and every kind of paragraph."""
    return Item(
        id="lead-1",
        kicker="Reporting | Straits",
        headline="Strait Watch: Ferry talks resume after a nine-day silence",
        dek="Both capitals say the timetable is settled. Their pilots, who must sail it, do not.",
        byline="Ines Maro and Tobias Achterberg",
        source="The Harbour Review",
        url=f"{SITE}/2024/ferry-talks?utm_source=rss",
        published=datetime(2024, 8, 8, 9, 30, tzinfo=UTC),
        image=picture("talks"),
        body=(
            Paragraph(
                spans=(
                    Span(text="Negotiators returned on Tuesday to the customs house at Veldt, "),
                    Span(text="where the last round broke off", url=f"{SITE}/2024/broke-off"),
                    Span(text=" over who inspects the night boats. Nobody shook hands for the "),
                    Span(text="cameras", emphasis=Emphasis.EMPHASIS),
                    Span(text="; everybody stayed for dinner."),
                )
            ),
            Paragraph(
                spans=(
                    Span(
                        text="The draft that circulated afterwards gives each side what it asked "
                        "for in spring and takes back what it won in summer. Fuel is to be "
                        "metered, crews are to be mixed, and the lighthouse at Cape Orl is "
                        "nobody's for ninety-nine years."
                    ),
                )
            ),
            Paragraph(kind=ParagraphKind.HEADING, spans=(Span(text="What the pilots want"),)),
            Paragraph(
                kind=ParagraphKind.QUOTE,
                spans=(
                    Span(
                        text="“A timetable is a promise made to the tide. We were not asked, and "
                        "neither was the tide.”"
                    ),
                ),
            ),
            Paragraph(
                kind=ParagraphKind.BULLET,
                spans=(
                    Span(text="Two tugs", emphasis=Emphasis.STRONG),
                    Span(text=" on call at either quay, paid by both treasuries."),
                ),
            ),
            Paragraph(
                kind=ParagraphKind.BULLET,
                spans=(Span(text="A common radio channel, and one language on it."),),
            ),
            Paragraph(
                spans=(
                    Span(
                        text="Whether the deal holds will be seen on the first foggy Friday, when "
                        "the late boat from Orl must wait or sail. The ministers will be asleep."
                    ),
                )
            ),
        ),
        truncated=True,
        also=(
            Coverage(
                source="Ocean Wire", title="Straits: a deal of sorts", url="https://ocean.example/1"
            ),
            Coverage(
                source="La Dársena", title="Vuelven los barcos", url="https://darsena.example/7"
            ),
        ),
    )


_BULLETS = (
    (
        "Grain corridor reopens with fewer ships and more lawyers",
        "Insurers agreed to a daily cap after a week in which no vessel left port; the first "
        "convoy is due on Sunday, weather and paperwork permitting.",
        "Ocean Wire",
    ),
    (
        "Parliament in Veldt passes the border budget by one vote",
        "The deciding ballot came from a member who had spoken against it for two hours. Money "
        "for the checkpoints is released in thirds, each after a report.",
        "Veldt Tribune",
    ),
    (
        "Envoys of six island states ask for a seat of their own",
        "Their letter is a page long and names no rival. Diplomats who read it say the map "
        "attached to it says the rest.",
        "Atoll Letter",
    ),
    (
        "Prisoner lists exchanged, for the first time without a mediator",
        "Each list holds forty names. Families were called before the press was told, which both "
        "sides describe as the point.",
        "The Harbour Review",
    ),
)


def bullet_item(number: int) -> Item:
    """A bullet; the texts repeat after four."""
    headline, blurb, source = _BULLETS[number % len(_BULLETS)]
    return Item(
        id=f"bullet-{number}",
        headline=headline,
        source=source,
        url=f"https://wire.example/story/{number}",
        blurb=(Span(text=blurb),),
        also=(
            Coverage(
                source="La Dársena", title="Otra vez", url=f"https://darsena.example/{number}"
            ),
        )
        if number % 4 == 1
        else (),
    )


def bullets(count: int) -> Section:
    """A section of `count` prose bullets."""
    return Section(
        id="news",
        heading="In other diplomatic news around the straits:",
        style=SectionStyle.BULLETS,
        items=tuple(bullet_item(number) for number in range(count)),
    )


def cards(count: int = 3) -> Section:
    """A section of feature cards."""
    told = (
        (
            "Long read",
            "The clerk who kept every map",
            "For thirty years Amalia Fenn filed the charts that two ministries wished to lose.",
        ),
        (
            "Opinion",
            "Neutral ground is a place somebody sweeps",
            "What the caretakers of conference halls know about peace, and why they are not asked.",
        ),
        (
            "Archive",
            "When the lighthouse changed hands four times in a night",
            "A log book from 1911, read again with the help of a retired signaller.",
        ),
    )
    return Section(
        id="features",
        heading="From our pages",
        style=SectionStyle.CARDS,
        more="Keep reading",
        items=tuple(
            Item(
                id=f"card-{number}",
                kicker=told[number % 3][0],
                headline=told[number % 3][1],
                byline="Rosa Quill",
                source="The Harbour Review",
                url=f"{SITE}/features/{number}",
                image=picture(f"feature-{number}"),
                blurb=(Span(text=told[number % 3][2]),),
            )
            for number in range(count)
        ),
    )


def rich_issue() -> Issue:
    """An issue in which every block and every field is used."""
    return Issue(
        date=date(2024, 8, 9),
        number=41,
        cut_off=datetime(2024, 8, 9, 7, 0, tzinfo=UTC),
        subject="Strait Watch: Ferry talks resume after a nine-day silence",
        preheader="Both capitals say the timetable is settled. Their pilots do not.",
        masthead=Masthead(
            title="Strait Watch",
            tagline="A week of quiet diplomacy, read closely",
            url=SITE,
            social=(
                NamedLink(name="Mastodon", url="https://social.example/@straitwatch"),
                NamedLink(name="RSS", url=f"{SITE}/feed"),
            ),
            view_in_browser=f"{SITE}/issues/2024-08-09/",
        ),
        lead=lead_item(),
        lead_read_more="Read the full report",
        sections=(bullets(4), cards()),
        earlier=Earlier(
            heading="Earlier in this series",
            issues=(
                EarlierIssue(
                    date=date(2024, 8, 2),
                    number=40,
                    headline="Strait Watch: The mediators go home early",
                    url=f"{SITE}/issues/2024-08-02/",
                ),
                EarlierIssue(
                    date=date(2024, 7, 26),
                    number=39,
                    headline="Strait Watch: A harbour master speaks, briefly",
                    url=f"{SITE}/issues/2024-07-26/",
                ),
            ),
        ),
        source_call=CallToAction(
            text="Want more of our stories on Google?",
            button="Make us a preferred source",
            url="https://www.google.com/preferences/source?q=harbour.example",
        ),
        subscribe=CallToAction(
            heading="Did a friend send you this?",
            text="Strait Watch comes every Friday before breakfast. It is free, and it is short.",
            button="Subscribe",
            url=f"{SITE}/subscribe",
        ),
        colophon=Colophon(
            reason="You get this mail because you signed up at harbour.example.",
            address="The Harbour Review, 4 Quay Lane, Orl",
            unsubscribe_url=f"{SITE}/unsubscribe?list=watch&reader=1",
            preferences_url=f"{SITE}/preferences",
        ),
        envelope=Envelope(
            sender="Strait Watch <desk@harbour.example>",
            reply_to="letters@harbour.example",
            list_id="watch.harbour.example",
        ),
    )


def plain_issue() -> Issue:
    """The least that an issue can be: one bullet, nothing around it."""
    return Issue(
        date=date(2024, 8, 9),
        number=1,
        cut_off=datetime(2024, 8, 9, 7, 0, tzinfo=UTC),
        subject="Strait Watch",
        preheader="",
        masthead=Masthead(title="Strait Watch", show_date=False, show_number=False),
        lead=None,
        sections=(bullets(1),),
    )


def imageless_issue() -> Issue:
    """The rich issue without any picture."""
    issue = rich_issue()
    return replace(
        issue,
        lead=replace(lead_item(), image=None),
        sections=tuple(
            replace(section, items=tuple(replace(item, image=None) for item in section.items))
            for section in issue.sections
        ),
    )


def long_headline_issue() -> Issue:
    """Headlines of 200 characters everywhere."""
    long = (
        "Negotiators who had agreed on the agenda of the agenda now agree that the agenda of the "
        "agenda was the agreement, and ask the harbour masters of both shores to sail until "
        "further notice by the old one"
    )
    issue = rich_issue()
    return replace(
        issue,
        subject=long,
        lead=replace(lead_item(), headline=long),
        sections=tuple(
            replace(section, items=tuple(replace(item, headline=long) for item in section.items))
            for section in issue.sections
        ),
    )


def long_issue(count: int = 40) -> Issue:
    """The rich issue with `count` bullets."""
    return replace(rich_issue(), sections=(bullets(count), cards()))
