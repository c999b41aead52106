"""The stock templates in a real browser: the rule on contrast reckons with what is painted."""

import re
from collections.abc import Mapping

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

# The rule reckons with what a telephone shows, where type is smallest.
TELEPHONE = 375
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
def light(
    mails: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory
) -> tuple[ShownMail, ...]:
    """Every sample in the light scheme."""
    return shown(mails, TELEPHONE, tmp_path_factory.mktemp("light"))


@pytest.fixture(scope="module")
def dark(
    mails: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory
) -> tuple[ShownMail, ...]:
    """Every sample for a reader who prefers dark colours."""
    return shown(mails, TELEPHONE, tmp_path_factory.mktemp("dark"), "--force-dark-mode")


def test_the_schemes_are_the_themes(
    light: tuple[ShownMail, ...], dark: tuple[ShownMail, ...]
) -> None:
    """Headline and colophon stand in the theme's colours, in both schemes."""
    theme = Theme()
    headline = "Ferry talks resume after a nine-day silence"
    for mails, is_dark, colours in (
        (light, False, (theme.ink, theme.paper, theme.muted, theme.ground)),
        (dark, True, (theme.dark_ink, theme.dark_paper, theme.dark_muted, theme.dark_ground)),
    ):
        assert all(mail.dark is is_dark for mail in mails)
        (rich,) = (mail for mail in mails if mail.mail == "rich_issue")
        ink, paper, muted, ground = (parse_colour(name) for name in colours)
        assert painted_as(rich, headline.rpartition(" ")[0]) == (ink, paper)
        assert painted_as(rich, "The Harbour Review, 4 Quay Lane") == (muted, ground)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_contrast_rule_sees_what_the_browser_shows(
    mails: Mapping[str, str], scheme: str, request: pytest.FixtureRequest
) -> None:
    """Text by text the rule reckons with the colours, backgrounds and sizes that are painted."""
    in_browser: tuple[ShownMail, ...] = request.getfixturevalue(scheme)
    assert {mail.mail for mail in in_browser} == {*mails}
    for mail in in_browser:
        assert by_the_rule(mails[mail.mail], dark=scheme == "dark") == by_browser(mail.texts)


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
