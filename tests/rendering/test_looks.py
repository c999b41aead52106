"""What a real browser makes of the mail: colours, contrast and width, light and dark."""

import json
import re
import subprocess
from collections.abc import Mapping
from html import escape
from pathlib import Path

import pytest
from pydantic import BaseModel
from rendering.issues import (
    arabic_issue,
    chinese_issue,
    imageless_issue,
    long_headline_issue,
    long_issue,
    plain_issue,
    rich_issue,
)

from digest.rendering import render_mail

pytestmark = pytest.mark.browser

SCRIPT = (Path(__file__).parent / "measuring.js").read_text(encoding="utf-8")
WIDTHS = (320, 375, 700)


class Run(BaseModel):
    """A run of text with its contrast (WCAG 2) against what is behind it."""

    text: str
    contrast: float
    large: bool


class Frame(BaseModel):
    """A mail in a frame of some width, in pixels."""

    name: str
    width: int
    scrolls: int
    mode: str
    paper: str
    headline: str
    runs: list[Run]


def mails() -> Mapping[str, str]:
    """The HTML of an issue of every kind; pictures point nowhere, as if switched off."""
    issues = {
        "rich": rich_issue(),
        "plain": plain_issue(),
        "imageless": imageless_issue(),
        "long headlines": long_headline_issue(),
        "forty": long_issue(40),
        "arabic": arabic_issue(),
        "chinese": chinese_issue(),
    }
    pages = {
        name: re.sub(r'src="[^"]*"', 'src="data:,"', render_mail(issue).html)
        for name, issue in issues.items()
    }
    marked = pages["rich"].replace("<body", "<body data-ogsc", 1)
    return {**pages, "darkened by Outlook": marked}


def measured(chromium: str, folder: Path, *, dark: bool) -> list[Frame]:
    """Every mail at every width, as Chromium lays it out."""
    frames = "".join(
        f'<iframe name="{name} {width}" width="{width}" height="900" style="border:0" '
        f'srcdoc="{escape(html)}"></iframe>'
        for name, html in mails().items()
        for width in WIDTHS
    )
    page = folder / "page.html"
    page.write_text(f"<!DOCTYPE html><body>{frames}<script>{SCRIPT}</script></body>", "utf-8")
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


@pytest.fixture(scope="module")
def light(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> list[Frame]:
    """All mails in the light scheme."""
    return measured(chromium, tmp_path_factory.mktemp("light"), dark=False)


@pytest.fixture(scope="module")
def dark(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> list[Frame]:
    """All mails where the reader prefers dark."""
    return measured(chromium, tmp_path_factory.mktemp("dark"), dark=True)


def test_nothing_scrolls_sideways(light: list[Frame]) -> None:
    """Not even on a telephone of 320 pixels."""
    assert [frame.name for frame in light if frame.scrolls > frame.width] == []
    assert {frame.mode for frame in light} == {"CSS1Compat"}


def test_each_scheme_has_its_colours(light: list[Frame], dark: list[Frame]) -> None:
    """The theme's paper and ink, computed: what strips !important would leave dark mode white."""
    on_white, on_black = (
        ("rgb(255, 255, 255)", "rgb(27, 42, 61)"),
        ("rgb(27, 31, 36)", "rgb(236, 234, 230)"),
    )
    for frame in light:
        outlook = frame.name.startswith("darkened by Outlook")
        assert (frame.paper, frame.headline) == (on_black if outlook else on_white), frame.name
    assert {(frame.paper, frame.headline) for frame in dark} == {on_black}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_run_of_text_can_be_read(scheme: str, request: pytest.FixtureRequest) -> None:
    """WCAG AA: 4.5 to 1, large type 3 to 1."""
    frames: list[Frame] = request.getfixturevalue(scheme)
    pale = [
        (frame.name, run.text, round(run.contrast, 2))
        for frame in frames
        for run in frame.runs
        if run.contrast < (3 if run.large else 4.5)
    ]
    assert pale == []
    assert sum(len(frame.runs) for frame in frames) > 1000
