"""The site: every page in its navigation, made of the program, built without a warning, at home."""

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from desk.chromium import fresh_browser
from servers import Reply, Request, serving

from digest.config.schema import settings_schema
from docs.generate.pages import as_page, published
from docs.links import ROOT

MADE = {"reference/keys.md", "reference/options.md"}
ZENSICAL = Path(sys.executable).with_name("zensical")
PHONE = 390

needs_zensical = pytest.mark.skipif(not ZENSICAL.exists(), reason="needs the extra `docs`")


def pages_in(navigation: object) -> Iterator[str]:
    """Every page that is named in it, however deep."""
    match navigation:
        case str():
            yield navigation
        case dict():
            yield from pages_in([*navigation.values()])
        case list():
            for part in navigation:
                yield from pages_in(part)


def test_the_navigation_has_every_page_once() -> None:
    """One that is not there would be nowhere on the site, and no build would say so."""
    project = tomllib.loads((ROOT / "zensical.toml").read_text("utf-8"))["project"]
    there = {place for place in published(ROOT).values() if place.endswith(".md")}
    assert sorted(pages_in(project["nav"])) == sorted(there | MADE)


PLACES = {
    "README.md": "index.md",
    "docs/desk.md": "desk.md",
    "docs/how-to/team.md": "how-to/team.md",
    "docs/images/desk.png": "images/desk.png",
}


@pytest.mark.parametrize(
    ("page", "text", "moved"),
    [
        ("README.md", "[a](docs/desk.md#keys)", "[a](desk.md#keys)"),
        ("README.md", "![a](docs/images/desk.png)", "![a](images/desk.png)"),
        ("docs/desk.md", "[a](../README.md)", "[a](index.md)"),
        ("docs/how-to/team.md", "[a](../../README.md#b)", "[a](../index.md#b)"),
        ("docs/how-to/team.md", "[a](../desk.md)", "[a](../desk.md)"),
        ("docs/desk.md", "[a `[b]` c](../digest/errors.py) [d](desk.md)", "a `[b]` c [d](desk.md)"),
        ("docs/desk.md", "[a](#keys) [b](https://c.d)", "[a](#keys) [b](https://c.d)"),
        ("docs/desk.md", "| `a\\|b` | c\\|d |", "| `a|b` | c\\|d |"),
        ("docs/desk.md", "```sh not run: why\na\n```", "```sh\na\n```"),
    ],
)
def test_a_link_leads_to_the_place_of_its_page_on_the_site(
    page: str, text: str, moved: str
) -> None:
    """From wherever it stands; and the rest of the page is as the site reads it."""
    assert as_page(text, page, PLACES) == moved


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `make site` builds it."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "zensical.toml").write_bytes((ROOT / "zensical.toml").read_bytes())
    for command in (
        (sys.executable, "-m", "docs.generate", folder / "build" / "docs"),
        (ZENSICAL, "build", "--strict", "--config-file", folder / "zensical.toml"),
    ):
        ended = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
        assert ended.returncode == 0, ended.stdout + ended.stderr
    return folder / "build" / "site"


@needs_zensical
@pytest.mark.slow
def test_it_is_built_without_a_warning(site: Path) -> None:
    """With what the program says of itself, and the schema where editing tools can fetch it."""
    assert "digest edit promote" in (site / "reference/options/index.html").read_text("utf-8")
    assert "longest_window" in (site / "reference/keys/index.html").read_text("utf-8")
    assert (site / "schemas/newsletter.schema.json").read_text("utf-8") == settings_schema()


@needs_zensical
@pytest.mark.browser
def test_no_page_asks_another_host_or_is_wider_than_a_phone(site: Path, chromium: str) -> None:
    """Whoever reads it is seen by nobody else; tables scroll by themselves."""

    def answer(request: Request) -> Reply:
        path = site / urlsplit(request.path).path.lstrip("/")
        file = path / "index.html" if path.is_dir() else path
        kind = guess_type(file.name)[0] or "application/octet-stream"
        return (
            Reply(body=file.read_bytes(), headers={"Content-Type": kind})
            if file.is_file()
            else Reply(status=404)
        )

    asked: list[str] = []
    wide: list[str] = []
    with serving(answer) as server, fresh_browser(chromium, scheme="light") as browser:
        page = browser.new_page()
        page.set_viewport_size({"width": PHONE, "height": 844})
        page.on("request", lambda request: asked.append(request.url))
        for file in sorted(site.rglob("index.html")):
            page.goto(server.url(f"/{file.parent.relative_to(site).as_posix()}/"))
            if page.evaluate("document.documentElement.scrollWidth") > PHONE:
                wide.append(file.parent.name)
        page.wait_for_load_state("networkidle")
        home = server.url("/")
    assert [url for url in asked if not url.startswith((home, "data:", "blob:"))] == []
    assert wide == []
