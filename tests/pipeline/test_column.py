"""A column as weeklies print it is built of settings, pieces and a page: every block of it."""

from pathlib import Path

import pytest
from cli.terminal import Ended, digest
from pictures import png

from digest.checks.document import Document, read_html

SITE = "https://harbour-review.example"
SETTINGS = """
[newsletter]
title = "Strait Watch"
tagline = "A week of ferry diplomacy"
url = "https://harbour-review.example"
[schedule]
as_of = 2024-08-09T12:00:00Z
[[sources]]
name = "Harbour Review"
path = "articles"
[lead]
prefix = "Strait Watch:"
read_more = "Read the rest"
[[sections]]
id = "other"
heading = "In other news related to the straits:"
match = "section:other"
[[sections]]
id = "features"
heading = "From our pages"
match = "section:features"
style = "cards"
[earlier]
heading = "Earlier in this series"
[google]
heading = "Want more of our stories on Google?"
button = "Make us a preferred source"
url = "https://www.google.com/preferences/source?q=harbour-review.example"
[subscribe]
heading = "Every Friday before breakfast"
text = "Free, and easy to leave."
button = "Subscribe"
url = "https://harbour-review.example/subscribe"
[social]
Bluesky = "https://bluesky.example/harbour"
[colophon]
reason = "You signed up for Strait Watch."
address = "4 Quay Lane, Orl"
unsubscribe_url = "https://harbour-review.example/out"
[mail]
pictures = "attached"
[archive]
url = "https://harbour-review.example/issues"
"""

LEAD = """---
title: Ferry talks resume after a nine-day silence
kicker: Reporting | Harbour Desk
dek: Both capitals say the timetable is settled. Their pilots do not.
byline: Ines Maro
date: 2024-08-08
url: https://harbour-review.example/2024/ferry-talks
image: images/talks.png
image_alt: Two delegations at a long table
image_credit: Top image credit: Ola Berg / Harbour Review
lead: true
---
Negotiators returned on Tuesday to the customs house, [the Courier wrote](https://courier.example/1).

Nobody shook hands for the cameras, and [everybody stayed for dinner](https://wire.example/2).
"""
FEATURE = """---
title: {title}
kicker: {kicker}
section: features
byline: Tobias Achterberg
date: 2024-08-07
url: https://harbour-review.example/{name}
image: images/{name}.png
image_alt: A picture of {name}
image_credit: Top photo credit: {name}
---
{text}
"""
LIGHTHOUSE = """The keeper of Cape Orl has [a lamp and no ship](https://lamps.example/5) tonight.

He is paid for both."""
BULLETS = """
[[story]]
section = "other"
blurb = \"\"\"
[Reuters reported](https://reuters.example/3) that the harbour masters of both towns met for the
first time since the storm. “We agreed on a list,” one of them said.

The list has not been published.
\"\"\"

[[story]]
section = "other"
blurb = "According to [the Echo](https://echo.example/4), the islands want a share of the tolls."

"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newsletter after two issues, with the pieces of the third."""
    folder = tmp_path_factory.mktemp("column")
    (folder / "articles" / "images").mkdir(parents=True)
    (folder / "newsletter.toml").write_text(SETTINGS)
    for day, title in (("2024-07-26", "A harbour master speaks"), ("2024-08-02", "Home early")):
        text = f"---\ntitle: {title}\nlead: true\ndate: {day}\n---\nBoats of {title} sailed out.\n"
        (folder / "articles" / f"{day}.md").write_text(text)
        assert digest("-C", folder, "build", "--date", day, "--publish").code == 0
    (folder / "articles" / "talks.md").write_text(LEAD)
    for name, title, kicker, text in (
        ("lighthouse", "Who owns a lighthouse?", "Analysis | Islands", LIGHTHOUSE),
        ("pilots", "The pilots' winter", "Reporting | Crews", "Four months of rent are due now."),
    ):
        piece = FEATURE.format(name=name, title=title, kicker=kicker, text=text)
        (folder / "articles" / f"{name}.md").write_text(piece)
    for name in ("talks", "lighthouse", "pilots"):
        (folder / "articles" / "images" / f"{name}.png").write_bytes(png(1200, 675))
    return folder


@pytest.fixture(scope="module")
def built(folder: Path) -> Ended:
    """The third issue, its two bullets written into the page."""
    assert digest("-C", folder, "draft").code == 0
    page = folder / "drafts" / "2024-08-09.toml"
    text = page.read_text()
    place = text.index("[[story]]", text.index('section = "lead"'))
    page.write_text(text[:place] + BULLETS.lstrip() + text[place:])
    return digest("-C", folder, "build")


def document(folder: Path) -> Document:
    """The HTML of the third issue."""
    return read_html((folder / "issues" / "2024-08-09" / "issue.html").read_text())


def test_it_is_built_without_a_complaint(built: Ended) -> None:
    """Nothing is missing and nothing stale."""
    assert built.code == 0, built.err
    assert "error" not in built.err
    assert "warning" not in built.err


def test_every_block_stands_in_its_place(folder: Path, built: Ended) -> None:
    """From the name over the lead, the bullets and the cards to the colophon."""
    assert built.code == 0
    words = " ".join(document(folder).readable.split())
    blocks = [
        "Strait Watch",
        "Reporting | Harbour Desk",
        "Ferry talks resume after a nine-day silence",
        "Both capitals say the timetable is settled.",
        "By Ines Maro",
        "Top image credit: Ola Berg / Harbour Review",
        "Negotiators returned on Tuesday to the customs house, the Courier wrote.",
        "Nobody shook hands for the cameras, and everybody stayed for dinner.",
        "Read the rest",
        "In other news related to the straits",
        "Reuters reported that the harbour masters of both towns met for the first time",
        "The list has not been published.",
        "According to the Echo, the islands want a share of the tolls.",
        "Earlier in this series",
        "Home early",
        "A harbour master speaks",
        "From our pages",
        "The pilots’ winter",
        "Top photo credit: lighthouse",
        "Analysis | Islands",
        "Who owns a lighthouse?",
        "a lamp and no ship tonight.",
        "He is paid for both.",
        "Keep reading",
        "Want more of our stories on Google?",
        "Every Friday before breakfast",
        "You signed up for Strait Watch.",
        "4 Quay Lane, Orl",
    ]
    place = 0
    for block in blocks:
        found = words.find(block, place)
        assert found >= 0, block
        place = found


def test_every_link_of_the_prose_is_there(folder: Path, built: Ended) -> None:
    """Of the lead, of both bullets and of the cards; each with the words that it had."""
    assert built.code == 0
    page = document(folder)
    linked = {one.attributes.get("href"): page.text(one) for one in page.named("a")}
    assert linked["https://courier.example/1"] == "the Courier wrote"
    assert linked["https://wire.example/2"] == "everybody stayed for dinner"
    assert linked["https://reuters.example/3"] == "Reuters reported"
    assert linked["https://echo.example/4"] == "the Echo"
    assert linked["https://lamps.example/5"] == "a lamp and no ship"


def test_bullets_are_prose_alone(folder: Path, built: Ended) -> None:
    """Without a headline, and without a credit after the one that they begin with."""
    assert built.code == 0
    page = document(folder)
    first, second = (
        one for one in page.elements if one.attributes.get("id", "").startswith("item-own-")
    )
    assert page.text(second).strip() == (
        "According to the Echo, the islands want a share of the tolls."
    )
    assert page.text(first).strip().endswith("The list has not been published.")


def test_pictures_have_their_words(folder: Path, built: Ended) -> None:
    """As the pieces give them."""
    assert built.code == 0
    alts = [one.attributes["alt"] for one in document(folder).named("img")]
    assert alts == [
        "Two delegations at a long table",
        "A picture of pilots",
        "A picture of lighthouse",
    ]


def test_the_text_part_and_the_archive_say_the_same(folder: Path, built: Ended) -> None:
    """The bullets with their links; the search finds them by their opening words."""
    assert built.code == 0
    issue = folder / "issues" / "2024-08-09"
    text = (issue / "issue.txt").read_text()
    assert "\n* According to the Echo [" in text
    assert "https://echo.example/4" in text
    assert digest("-C", folder, "publish").code == 0
    page = read_html((issue / "index.html").read_text())
    assert "https://reuters.example/3" in {one.attributes.get("href") for one in page.named("a")}
    found = (folder / "issues" / "search.json").read_text()
    assert '"headline":"According to the Echo, the islands' in found.replace('": "', '":"')
