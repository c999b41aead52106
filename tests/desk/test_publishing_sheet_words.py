"""What the sheet says of an issue, in words."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from rendering.issues import plain_issue
from selection.stories import scored

from digest.archive.differences import Change, Difference
from digest.desk.place import Place
from digest.desk.views.publishing import SheetView, describe_sheet
from digest.desk.words import words_in
from digest.model.findings import Finding, Severity
from digest.pipeline.editors_hand import Hand
from digest.pipeline.issue_check import LinkCheck
from digest.pipeline.publishing_sheet import PublishingSheet, SectionCount, SourcesRead
from digest.selection.left_out import Missing, Omissions

STORY = scored("H", 5, more=3)
BERLIN = ZoneInfo("Europe/Berlin")
OTHER = SectionCount(id="other", heading="Other:", stories=8, most=8, per_source=3)
SHEET = PublishingSheet(
    issue=replace(plain_issue(), number=43, subject="Kursk", preheader="Allies stand by."),
    spends=27,
    sections=(
        SectionCount(id="lead", heading="", stories=1),
        replace(OTHER, at_limit=("Harbour Wire", "Continental Observer")),
        SectionCount(id="ours", heading="From our pages", stories=2, most=3, per_source=3),
    ),
    sources=5,
    hand=Hand(rewritten=2, moved=1, dropped=1),
    changes=(),
    missed=Omissions(),
    minutes=5,
    minutes_before=5,
    number_before=42,
    findings=(),
    bytes=54_400,
    clip_bytes=100_000,
    near_clip_bytes=80_000,
    links=None,
    pictures=4,
    wordless=0,
    health=SourcesRead(today=7, all=7),
    is_built=True,
    corrects=False,
)
WARNING = Finding(rule="x", severity=Severity.WARNING, block="x", message="Straight marks.")


def described(sheet: PublishingSheet = SHEET, html: str = "", language: str = "en") -> SheetView:
    """The sheet in words."""
    return describe_sheet(sheet, html, Place(), words_in(language), BERLIN)


def facts(view: SheetView) -> dict[str, list[str]]:
    """Its left side, by name."""
    return {fact.name: [line.words for line in fact.lines] for fact in view.facts}


def test_the_sheet_says_whether_a_run_sends_it() -> None:
    """What is published by hand is sent by the next run, where a list is named."""
    sheet = (SHEET, "", Place())
    assert "It sends nothing." in described().does
    for language, said in (("en", "The next run then sends it to"), ("de", "Lauf verschickt sie")):
        words = words_in(language)
        does = describe_sheet(*sheet, words, BERLIN, to="list@example.org").does
        assert said in does
        assert "list@example.org" in does
        assert words.say("publish.sends_nothing") not in does


def test_the_sheet_says_what_is_published() -> None:
    """On its left side."""
    view = described()
    assert view.title == "Publish No. 43?"
    assert view.does.startswith("It freezes the issue, spends its 27 articles, and writes the")
    assert facts(view) == {
        "Subject": ["Kursk", "Allies stand by."],
        "Stories": [
            "1 lead, 8 of 8 in “Other”, 2 in “From our pages”",
            "5 sources; Harbour Wire, Continental Observer: 3 each in “Other”, "
            "the most it takes of a source",
        ],
        "Your hand": ["2 texts rewritten, 1 story moved, 1 dropped"],
        "Left out": ["No story told by three sources or more is missing from the page."],
        "Length": ["5 minutes to read, as No. 42"],
    }


def test_the_sheet_says_what_was_checked() -> None:
    """On its right side, each with its tone."""
    assert [(line.tone, line.words) for line in described().checks] == [
        ("well", "54.4 KB; Gmail cuts at about 100"),
        ("aside", "The links were not asked since the mail was built."),
        ("well", "4 pictures, all with words for who cannot see them"),
        ("well", "7 of 7 sources read today"),
    ]


ASKED = LinkCheck(html="", asked=35, when=datetime(2024, 8, 9, 8, 50, tzinfo=UTC))
CHECKS = {
    "near the cut": (
        {"bytes": 90_000},
        "warning",
        "90.0 KB; Gmail cuts at about 100, which is near",
    ),
    "cut": ({"bytes": 100_000}, "error", "100.0 KB: Gmail cuts it at about 100"),
    "links": ({"links": ASKED}, "well", "35 links were asked at 10:50"),
    "a wordless picture": (
        {"wordless": 1},
        "warning",
        "1 picture says nothing to who cannot see it",
    ),
    "no picture": ({"pictures": 0}, "aside", "It has no pictures."),
    "an ill source": (
        {"health": SourcesRead(today=5, all=7, others={"Wire": "answered 500", "Post": ""})},
        "warning",
        "5 of 7 sources read today; Wire: answered 500; Post was not read today",
    ),
}


@pytest.mark.parametrize(("change", "tone", "said"), CHECKS.values(), ids=CHECKS)
def test_what_is_not_well_is_said_in_its_tone(
    change: dict[str, object], tone: str, said: str
) -> None:
    """With the number that counts."""
    lines = described(changed(**change)).checks
    assert (tone, said) in [(line.tone, line.words) for line in lines]


def changed(**change: object) -> PublishingSheet:
    """The sheet with something else on it."""
    values = {name: getattr(SHEET, name) for name in SHEET.__slots__} | change
    return PublishingSheet(**values)


def test_warnings_stand_on_the_button_and_errors_disable_it() -> None:
    """Each with the way to its block, or to the setting that would mend it."""
    html = '<p id="item-one">'
    assert described().verb == "Publish"
    two = described(changed(findings=(WARNING, WARNING)))
    assert (two.verb, two.hindrance) == ("Publish with 2 warnings", "")
    grave = replace(WARNING, severity=Severity.ERROR, block="one")
    one = described(changed(findings=(grave, WARNING)), html)
    assert one.hindrance == "1 error keeps it from going out. Mend it first."
    assert [(line.tone, line.link) for line in one.checks[:2]] == [
        ("error", "/?story=one&about=findings"),
        ("warning", "/?about=findings"),
    ]
    set_there = described(changed(findings=(replace(WARNING, fix="Set [colophon] address."),)))
    assert set_there.checks[0].link == "/settings#colophon.address"
    assert set_there.checks[0].link_name == "Settings"


def test_what_changed_and_what_is_missing_are_listed_and_counted() -> None:
    """Four at most, and how many more."""
    change = Difference(change=Change.NEW, about="x", sentence="New in “Other”: “Senegal”.")
    view = described(
        changed(
            changes=(change,) * 6,
            missed=Omissions(regrets=(Missing(story=STORY, reasons=()),), count=1, regretted=1),
        )
    )
    assert facts(view)["Since the last build"] == [*[change.sentence] * 4, "and 2 more changes"]
    assert facts(view)["Left out"] == [
        "1 story told by three sources or more is not on the page.",
        "“The news of H” (4 sources)",
        "",
    ]
    assert view.facts[-2].lines[-1].link == "/?list=left-out"


def test_a_correction_is_called_one() -> None:
    """And compared with what is out."""
    change = Difference(change=Change.NEW, about="x", sentence="New.")
    view = described(changed(corrects=True, changes=(change,)))
    assert view.title == "Publish the correction of No. 43?"
    assert "Since it went out" in facts(view)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"minutes": 1, "minutes_before": 0}, "1 minute to read"),
        ({"minutes_before": 7}, "5 minutes to read; No. 42 took 7"),
        ({"minutes": 0}, "Nobody has timed readers of this script."),
    ],
    ids=["the first", "shorter", "unreckoned"],
)
def test_the_length_is_said(change: dict[str, object], said: str) -> None:
    """Against the last issue, where there was one."""
    assert facts(described(changed(**change)))["Length"] == [said]


def test_the_sheet_speaks_the_editors_language() -> None:
    """With its own plurals."""
    view = described(changed(findings=(WARNING,)), language="de")
    assert view.title == "Nr. 43 veröffentlichen?"
    assert view.verb == "Mit 1 Warnung veröffentlichen"
