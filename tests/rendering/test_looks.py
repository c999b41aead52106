"""What a real browser makes of the mail in every layout: colours, contrast, width, edges, type."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from html import escape
from itertools import islice
from pathlib import Path

import pytest
from pydantic import BaseModel
from rendering.issues import (
    arabic_issue,
    bullets,
    cards,
    chinese_issue,
    german_issue,
    illustrated_issue,
    imageless_issue,
    japanese_issue,
    leadless_issue,
    long_headline_issue,
    long_issue,
    plain_issue,
    rich_issue,
    told_in,
)

from digest.colours import READABLE, Colour, contrast_ratio
from digest.config import parse_newsletter
from digest.model.issues import Issue
from digest.model.presentation import Theme
from digest.rendering import render_mail

pytestmark = pytest.mark.browser

SCRIPT = (Path(__file__).parent / "measuring.js").read_text(encoding="utf-8")
LAYOUTS = ("magazine", "wire", "brief")
TELEPHONE = 375
IN_EVERY_LAYOUT: tuple[Callable[[], Issue], ...] = (
    *(rich_issue, illustrated_issue, arabic_issue, japanese_issue, german_issue),
    *(long_headline_issue, leadless_issue),
)
IN_ONE: tuple[Callable[[], Issue], ...] = (plain_issue, imageless_issue, chinese_issue, long_issue)


class Run(BaseModel):
    """A run of text with its contrast (WCAG 2) against what is behind it; its size in pixels."""

    text: str
    contrast: float
    large: bool
    size: float


class Frame(BaseModel):
    """A mail in a frame of some width, in pixels.

    `broken` are the words of the nameplate that stand on two lines, `column` and `items` the edges
    at which text begins, `smallest_headline` the size of an item's smallest.
    """

    name: str
    width: int
    scrolls: int
    mode: str
    paper: str
    headline: str
    broken: list[str]
    column: list[int]
    items: list[int]
    smallest_headline: float
    runs: list[Run]


def theme_of(layout: str, **written: str) -> Theme:
    """The theme of a layout, with what a newsletter writes of its own."""
    lines = "".join(f'{name} = "{value}"\n' for name, value in written.items())
    text = f'[newsletter]\ntitle = "T"\nlayout = "{layout}"\n[theme]\n{lines}'
    return parse_newsletter(text).theme


def mail(issue: Issue, layout: str, **written: str) -> str:
    """The HTML of an issue in a layout; pictures point nowhere, as if switched off."""
    dressed = replace(issue, layout=layout, theme=theme_of(layout, **written))
    return re.sub(r'src="[^"]*"', 'src="data:,"', render_mail(dressed).html)


def mails() -> Mapping[str, str]:
    """Issues of every kind, by layout and name."""
    pages = {
        f"{layout} {make.__name__}": mail(make(), layout)
        for layout in LAYOUTS
        for make in IN_EVERY_LAYOUT
    }
    pages |= {f"magazine {make.__name__}": mail(make(), "magazine") for make in IN_ONE}
    marked = pages["magazine rich_issue"].replace("<body", "<body data-ogsc", 1)
    return {**pages, "darkened by Outlook": marked}


def in_accents() -> Mapping[str, str]:
    """A short issue in twenty accents that can be read on every layout's paper, in turn."""
    short = told_in(bullets(1), cards(1))
    seeds = (sha256(bytes([seed])).digest()[:3] for seed in range(256))
    papers = [Colour(*bytes.fromhex(theme_of(layout).ground[1:])) for layout in LAYOUTS]
    accents = (
        str(accent)
        for accent in (Colour(*seed) for seed in seeds)
        if all(contrast_ratio(accent, paper) >= READABLE for paper in papers)
    )
    return {
        accent: mail(short, LAYOUTS[at % 3], accent=accent)
        for at, accent in enumerate(islice(accents, 20))
    }


def without_styles(html: str) -> str:
    """What an app shows that drops every style sheet; pages begin at the edge."""
    return re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL).replace(
        "</head>", "<style>body { margin: 0; }</style></head>", 1
    )


def frames(pages: Mapping[str, str], widths: tuple[int, ...]) -> Iterator[str]:
    """A frame for every page and width."""
    for name, html in pages.items():
        for width in widths:
            yield (
                f'<iframe name="{name} {width}" width="{width}" height="900" style="border:0" '
                f'srcdoc="{escape(html)}"></iframe>'
            )


def measured(
    chromium: str, folder: Path, pages: Mapping[str, str], accents: Mapping[str, str], *, dark: bool
) -> list[Frame]:
    """The pages in two widths, those in other accents on a telephone, as Chromium lays them out.

    In the light scheme also the pages as an app shows them that drops every style sheet.
    """
    page = folder / "page.html"
    bare = {} if dark else {name: without_styles(html) for name, html in pages.items()}
    shown = [*frames(pages, (320, 700)), *frames({**bare, **accents}, (TELEPHONE,))]
    # Without it Chromium guesses, and on a busy machine otherwise.
    head = '<!DOCTYPE html><meta charset="utf-8">'
    page.write_text(f"{head}<body>{''.join(shown)}<script>{SCRIPT}</script></body>", "utf-8")
    run = subprocess.run(
        [
            *(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"),
            f"--user-data-dir={folder / 'profile'}",
            *(["--force-dark-mode"] if dark else []),
            page.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    found = re.search(r'id="found">(.*?)</script>', run.stdout, re.DOTALL)
    assert found
    return [Frame.model_validate(one) for one in json.loads(found[1])]


def on_a_telephone(frame: Frame) -> bool:
    """By its name: some pixels of its width may be a bar to scroll by."""
    return frame.name.endswith(f" {TELEPHONE}")


@pytest.fixture(scope="module")
def pages() -> Mapping[str, str]:
    """The mails, rendered once."""
    return mails()


@pytest.fixture(scope="module")
def accents() -> Mapping[str, str]:
    """A mail in many accents, rendered once."""
    return in_accents()


@pytest.fixture(scope="module")
def in_light(
    pages: Mapping[str, str],
    accents: Mapping[str, str],
    tmp_path_factory: pytest.TempPathFactory,
    chromium: str,
) -> list[Frame]:
    """All that is looked at in the light scheme."""
    return measured(chromium, tmp_path_factory.mktemp("light"), pages, accents, dark=False)


@pytest.fixture(scope="module")
def in_dark(
    pages: Mapping[str, str],
    accents: Mapping[str, str],
    tmp_path_factory: pytest.TempPathFactory,
    chromium: str,
) -> list[Frame]:
    """All that is looked at where the reader prefers dark."""
    return measured(chromium, tmp_path_factory.mktemp("dark"), pages, accents, dark=True)


@pytest.fixture
def light(in_light: list[Frame]) -> list[Frame]:
    """All mails in the light scheme."""
    return [frame for frame in in_light if not on_a_telephone(frame)]


@pytest.fixture
def dark(in_dark: list[Frame]) -> list[Frame]:
    """All mails where the reader prefers dark."""
    return [frame for frame in in_dark if not on_a_telephone(frame)]


@pytest.fixture
def bare(in_light: list[Frame]) -> list[Frame]:
    """All mails on a telephone whose app drops every style sheet."""
    on_telephones = (frame for frame in in_light if on_a_telephone(frame))
    return [frame for frame in on_telephones if not frame.name.startswith("#")]


def pale(frames: list[Frame]) -> list[tuple[str, str, float]]:
    """The texts that cannot be read. WCAG AA: 4.5 to 1, large type 3 to 1."""
    return [
        (frame.name, run.text, round(run.contrast, 2))
        for frame in frames
        for run in frame.runs
        if run.contrast < (3 if run.large else 4.5)
    ]


def css(colour: str) -> str:
    """A colour of the theme as a browser writes it."""
    red, green, blue = bytes.fromhex(colour[1:])
    return f"rgb({red}, {green}, {blue})"


def test_nothing_scrolls_sideways(light: list[Frame], bare: list[Frame]) -> None:
    """Not even on a telephone of 320 pixels, nor without a style sheet."""
    assert [frame.name for frame in (*light, *bare) if frame.scrolls > frame.width] == []
    assert {frame.mode for frame in light} == {"CSS1Compat"}


def test_each_scheme_has_its_colours(light: list[Frame], dark: list[Frame]) -> None:
    """The theme's paper and ink, computed: what strips !important would leave dark mode white."""
    for frame, is_dark in (*((one, False) for one in light), *((one, True) for one in dark)):
        layout = frame.name.partition(" ")[0]
        theme = theme_of(layout if layout in LAYOUTS else "magazine")
        night = is_dark or frame.name.startswith("darkened")
        ink = theme.dark_ink if night else theme.ink
        in_bar = "wire leadless" in frame.name
        if not in_bar:
            assert frame.headline == css(ink), frame.name
        assert frame.paper == css(theme.dark_paper if night else theme.paper), frame.name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_run_of_text_can_be_read(scheme: str, request: pytest.FixtureRequest) -> None:
    """In every layout, kind and width."""
    frames: list[Frame] = request.getfixturevalue(scheme)
    assert pale(frames) == []
    assert sum(len(frame.runs) for frame in frames) > 1000


@pytest.mark.parametrize("scheme", ["in_light", "in_dark"])
def test_any_accent_can_be_read(scheme: str, request: pytest.FixtureRequest) -> None:
    """An editor sets one colour; its partners follow."""
    frames: list[Frame] = request.getfixturevalue(scheme)
    found = [frame for frame in frames if frame.name.startswith("#")]
    assert pale(found) == []
    assert len(found) == 20


def test_no_word_of_the_nameplate_is_broken(light: list[Frame], bare: list[Frame]) -> None:
    """Also one of 21 letters."""
    assert [(frame.name, frame.broken) for frame in (*light, *bare) if frame.broken] == []


def test_nothing_is_crooked_without_style_sheets(bare: list[Frame]) -> None:
    """All text outside of boxes begins at one edge, and all items do."""
    for frame in bare:
        assert len(frame.items) <= 1, (frame.name, frame.items)
        assert len(frame.column) == 1, (frame.name, frame.column)


def test_there_is_one_scale_of_type(light: list[Frame]) -> None:
    """No layout has more than ten sizes in view."""
    for frame in light:
        sizes = {run.size for run in frame.runs}
        assert len(sizes) <= 10, (frame.name, sorted(sizes))


def test_no_headline_is_smaller_than_the_text_below_it(light: list[Frame]) -> None:
    """Also that of a featured item and of a wide card, in every layout."""
    for frame in light:
        assert frame.smallest_headline >= 15, (frame.name, frame.smallest_headline)
