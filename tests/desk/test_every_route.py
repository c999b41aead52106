"""Every address of the desk, asked as it must not be: not a byte of the newsletter moves."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk.desks import RunningDesk, running
from desk.newsletters import search_in, start, workspace_in
from starlette.routing import Route

from digest.desk.app import ROOMS, UPLOADS
from digest.desk.desk import Desk
from digest.desk.fragments import FOLDER
from digest.desk.live import LiveIssue
from digest.pipeline.issue_maker import IssueMaker, watched_paths

FORM = "application/x-www-form-urlencoded"
TEMPLATES = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.j2")}
FORMS = [
    (name, form)
    for name, text in TEMPLATES.items()
    for form in re.findall(r"<form\b.*?</form>", text, re.DOTALL)
]


def maker_in(folder: Path) -> IssueMaker:
    """What makes the issue of the newsletter there."""
    return IssueMaker(lambda: workspace_in(folder), None)


def routes() -> list[Route]:
    """Every route of every room."""
    nowhere = Path("nowhere")
    desk = Desk(
        live=LiveIssue(maker_in(nowhere)),
        open_workspace=lambda: workspace_in(nowhere),
        search=lambda: search_in(nowhere),
    )
    return [route for room in ROOMS for route in room.routes(desk)]


def paths(method: str) -> list[str]:
    """Those that take `method`; with something where the path has a gap."""
    taken = {one.path for one in routes() if one.methods and method in one.methods}
    return sorted(re.sub(r"{\w+(:int)?}", "1", path) for path in taken)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter."""
    return start(tmp_path_factory.mktemp("newsletter"))


@pytest.fixture(scope="module")
def desk(folder: Path) -> Iterator[RunningDesk]:
    """Its desk."""
    with running(
        maker_in(folder), folder, watched=lambda: watched_paths(workspace_in(folder))
    ) as desk:
        yield desk


def bytes_of(folder: Path) -> dict[str, bytes]:
    """The settings, the pages with their history, and the pieces."""
    files = [folder / "newsletter.toml"]
    files += [path for name in ("drafts", "articles") for path in (folder / name).rglob("*")]
    return {str(path): path.read_bytes() for path in files if path.is_file()}


def test_there_are_routes_to_look_at() -> None:
    """The rest of this file would pass without any."""
    assert len(paths("POST")) >= 8
    assert len(paths("GET")) >= 8
    assert len(FORMS) >= 25


def test_reading_changes_nothing(folder: Path, desk: RunningDesk) -> None:
    """GET and HEAD on every address, also with all that a form would send in the address."""
    before = bytes_of(folder)
    said = f"token={desk.access.form}&edit=undo&act=remove&source=1&story=1&sure=yes"
    for path in {*paths("GET"), *paths("POST")}:
        for method in ("GET", "HEAD"):
            assert desk.ask(method, f"{path}?{said}", desk.editor).status < 500, path
    assert bytes_of(folder) == before


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "{content}"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "evil.example"}, 421),
        ({"Cookie": ""}, 401),
        ({"Digest-Token": "of-an-earlier-run"}, 409),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Length": "5000000"}, 413),
    ],
)
def test_no_address_changes_anything_for_others(
    folder: Path, desk: RunningDesk, changed: dict[str, str], status: int
) -> None:
    """Whatever the address, one thing that is wrong is enough."""
    before = bytes_of(folder)
    origins = desk.access.origins
    body = b"edit=undo&act=remove&source=1"
    right = {
        **desk.editor,
        "Origin": str(origins.desk),
        "Digest-Token": desk.access.form,
        "Content-Type": FORM,
        "Content-Length": str(len(body)),
    }
    wrong = {name: value.format(content=origins.content) for name, value in changed.items()}
    for path in paths("POST"):
        assert desk.ask("POST", path, right | wrong, body).status == status, path
    assert bytes_of(folder) == before


def test_the_preview_changes_nothing_at_any_address(folder: Path) -> None:
    """Though everything else is right."""
    with running(maker_in(folder), folder, may_edit=False) as desk:
        before = bytes_of(folder)
        headers = {
            **desk.editor,
            "Origin": str(desk.access.origins.desk),
            "Digest-Token": desk.access.form,
            "Content-Type": FORM,
            "Content-Length": "0",
        }
        for path in paths("POST"):
            assert desk.ask("POST", path, headers).status == 403, path
        assert bytes_of(folder) == before


@pytest.mark.parametrize(("name", "form"), [one for one in FORMS if 'method="post"' in one[1]])
def test_each_form_that_changes_something_has_the_token(name: str, form: str) -> None:
    """By itself or by the macro of all, so that it also works without a script."""
    macro = re.search(r"{% macro hidden.*?endmacro", TEMPLATES["pieces.html.j2"], re.DOTALL)
    assert macro is not None
    assert 'name="token"' in macro[0]
    assert "{{ hidden(" in form or 'name="token"' in form, name


def test_each_form_with_a_file_is_sent_where_files_are_taken() -> None:
    """And no other address takes one."""
    sent = {
        re.findall('action="([^"]*)"', form)[0] for _name, form in FORMS if "multipart/" in form
    }
    assert sent <= set(UPLOADS)
