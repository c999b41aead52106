"""The stock templates in a real browser: widths, colours in both schemes, pictures off."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from checks.probing import ShownMail, ShownText, shown
from checks.test_stock_templates import SAMPLES

from digest.checks.dark_scheme import DarkRules
from digest.checks.document import read_html
from digest.checks.paint import paint_texts
from digest.colours import Colour, parse_colour
from digest.model.presentation import Theme
from digest.rendering import render_mail

pytestmark = pytest.mark.browser

PHONES_AND_DESKTOP = (320, 375, 700)
_PICTURES = re.compile(r'src="https?://[^"]*/([^"/]*)"')
Seen = set[tuple[str, Colour, Colour, float]]


@pytest.fixture(scope="module")
def mails() -> Mapping[str, str]:
    """The samples' HTML, their pictures on the server that the browser may ask."""
    return {
        name: _PICTURES.sub(r'src="/\1"', render_mail(sample()).html)
        for name, sample in SAMPLES.items()
    }


@pytest.fixture(scope="module")
def light(mails: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> list[ShownMail]:
    """Every sample in every width, in the light scheme."""
    return in_chromium(mails, tmp_path_factory.mktemp("light"))


@pytest.fixture(scope="module")
def dark(mails: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> list[ShownMail]:
    """Every sample in every width, for a reader who prefers dark colours."""
    return in_chromium(mails, tmp_path_factory.mktemp("dark"), "--force-dark-mode")


def test_nothing_scrolls_sideways(light: list[ShownMail]) -> None:
    """On the smallest phone, on a usual one and on a desktop, every mail fits its window."""
    wide = [
        (mail.mail, mail.width, mail.too_wide) for mail in light if mail.scroll_width > mail.width
    ]
    assert wide == []
    assert {mail.width for mail in light} == set(PHONES_AND_DESKTOP)


def test_browsers_read_it_by_todays_rules(light: list[ShownMail]) -> None:
    """The doctype is there and understood."""
    assert all(mail.standards_mode for mail in light)


def test_every_run_of_text_can_be_read(light: list[ShownMail], dark: list[ShownMail]) -> None:
    """Each has the contrast that WCAG 2.2 asks for, in the light and in the dark scheme."""
    for mails, is_dark in ((light, False), (dark, True)):
        assert all(mail.dark is is_dark for mail in mails)
        faint = [text for mail in mails for text in mail.texts if text.contrast < text.least]
        assert faint == []


def test_the_schemes_are_the_themes(light: list[ShownMail], dark: list[ShownMail]) -> None:
    """Headline and colophon stand in the theme's colours, in both schemes."""
    theme = Theme()
    headline = "Ferry talks resume after a nine-day silence"
    for mails, colours in (
        (light, (theme.ink, theme.paper, theme.muted, theme.ground)),
        (dark, (theme.dark_ink, theme.dark_paper, theme.dark_muted, theme.dark_ground)),
    ):
        for mail in mails:
            if mail.mail == "rich_issue":
                ink, paper, muted, ground = (parse_colour(name) for name in colours)
                assert painted_as(mail, headline.rpartition(" ")[0]) == (ink, paper)
                assert painted_as(mail, "The Harbour Review, 4 Quay Lane") == (muted, ground)


def test_it_reads_without_pictures(mails: Mapping[str, str], tmp_path: Path) -> None:
    """With every picture off nothing scrolls, nothing fades, and every text is still there."""
    rich = {"rich_issue": mails["rich_issue"]}
    without = in_chromium(rich, tmp_path, "--blink-settings=imagesEnabled=false")
    assert [mail.pictures for mail in without] == [0, 0, 0]
    assert [mail.scroll_width for mail in without] == list(PHONES_AND_DESKTOP)
    for mail in without:
        assert all(text.contrast >= text.least for text in mail.texts)
        assert any("Keep reading" in text.words for text in mail.texts)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_contrast_rule_sees_what_the_browser_shows(
    mails: Mapping[str, str], scheme: str, request: pytest.FixtureRequest
) -> None:
    """Text by text the rule reckons with the colours, backgrounds and sizes that are painted."""
    in_browser: list[ShownMail] = request.getfixturevalue(scheme)
    for mail in in_browser:
        # The rule reckons with what a telephone shows, where type is smallest.
        if mail.width == 375:
            assert by_the_rule(mails[mail.mail], dark=scheme == "dark") == by_browser(mail.texts)


def in_chromium(mails: Mapping[str, str], profile: Path, *options: str) -> list[ShownMail]:
    """The mails as Chromium shows them in the three widths."""
    return list(shown(mails, PHONES_AND_DESKTOP, profile, *options))


def painted_as(mail: ShownMail, words: str) -> tuple[Colour, Colour]:
    """The colour of the run of text that begins so, and the colour behind it."""
    text = next(text for text in mail.texts if text.words.startswith(words[:60]))
    return text.ink.colour, text.ground.colour


def by_browser(texts: tuple[ShownText, ...]) -> Seen:
    """What the browser painted."""
    return {(text.words, text.ink.colour, text.ground.colour, text.size) for text in texts}


def by_the_rule(html: str, *, dark: bool) -> Seen:
    """What the rule believes is painted."""
    document = read_html(html)
    return {
        (text.words.strip()[:60], paint.ink, paint.ground, paint.size)
        for text, paint in paint_texts(document, DarkRules(document.sheets) if dark else None)
    }
