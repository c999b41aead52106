"""Whatever became of an archive's files, `archive verify` reports it and comes to an end."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from archive.samples import DAY, PAGE, issue
from cli.terminal import digest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from profiles import examples

from digest.archive.issue_folder import save_issue
from digest.archive.publication import freeze_issue, reopen_issue
from digest.layouts import BASE
from digest.model.articles import Image
from digest.model.issues import Issue
from digest.pipeline.toolchain import present_toolchain, render_issue

PICTURE = "harbour.png"
TEXT_TEMPLATE = "{{ issue.subject }} {{ issue.cut_off.astimezone() }}\n"
Mutation = Callable[[Path], None]


def build(folder: Path, made: Issue) -> None:
    """Render and save the issue with a picture inside the mail, by templates of its own."""
    templates = folder / "templates"
    files = {PICTURE: (folder / PICTURE).read_bytes()}
    rendered = render_issue(made, templates=templates, pictures=files)
    made_with = replace(
        present_toolchain(templates, BASE), templates={"issue.txt.j2": TEXT_TEMPLATE}
    )
    save_issue(folder / "issues", rendered, page=PAGE, pictures=files, workshop=made_with)
    freeze_issue(folder / "issues", made.date)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter of one issue that was corrected once."""
    folder = tmp_path_factory.mktemp("sound")
    (folder / "newsletter.toml").write_text('[newsletter]\ntitle = "Diplomacy Watch"\n')
    (folder / "templates").mkdir()
    (folder / "templates" / "issue.txt.j2").write_text(TEXT_TEMPLATE)
    (folder / PICTURE).write_bytes(b"\x89PNG\r\n\x1a\n")
    made = issue()
    assert made.lead
    image = Image(url=f"images/{PICTURE}", alt="The harbour")
    made = replace(made, lead=replace(made.lead, image=image))
    build(folder, made)
    line = reopen_issue(folder / "issues", DAY, text="The port is Izmail.", on=DAY)
    build(folder, replace(made, correction=line))
    assert digest("-C", folder, "archive", "verify").code == 0
    return folder


def verified(folder: Path) -> str:
    """The problems that `archive verify` reports; it ends with 0, or with 6 for damage."""
    ended = digest("-C", folder, "archive", "verify", "--json")
    assert ended.code in {0, 6}, ended.err
    damages = [damage for line in ended.out.splitlines() for damage in json.loads(line)["damages"]]
    assert bool(damages) == (ended.code == 6)
    return "\n".join(" ".join(map(str, damage.values())) for damage in damages)


def paths(issues: Path) -> list[Path]:
    """Every file and folder of the archive, in the same order each time."""
    return sorted(issues.rglob("*"))


def a_byte_changed(path: Path, at: int) -> None:
    """Flip a byte of a file."""
    if data := bytearray(path.read_bytes() if path.is_file() else b""):
        data[at % len(data)] ^= 1 + at % 255
        path.write_bytes(data)


def cut_short(path: Path, at: int) -> None:
    """Keep the beginning of a file."""
    if path.is_file():
        data = path.read_bytes()
        path.write_bytes(data[: at % (len(data) + 1)])


def removed(path: Path, _: int = 0) -> None:
    """Take a file or a folder away."""
    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def made_the_other_kind(path: Path, _: int) -> None:
    """A folder in place of a file, or a file in place of a folder."""
    was_a_folder = path.is_dir()
    removed(path)
    path.write_bytes(b"{}") if was_a_folder else path.mkdir()


def made_a_loop(path: Path, _: int) -> None:
    """A link that leads to itself."""
    removed(path)
    path.symlink_to(path.name)


def made_a_way_out(path: Path, at: int) -> None:
    """A link that leads out of the archive, up to where it is inside itself."""
    removed(path)
    path.symlink_to("/".join([".."] * (1 + at % 3)))


def made_a_pipe(path: Path, _: int) -> None:
    """Something that never ends when it is read."""
    removed(path)
    os.mkfifo(path)


def joined_by_a_strange_name(path: Path, at: int) -> None:
    """A file or a folder beside it whose name is no UTF-8."""
    strange = os.fsencode(path.parent) + b"/\xff\xfe-" + str(at).encode()
    path = Path(os.fsdecode(strange))
    path.mkdir(exist_ok=True) if at % 2 else path.touch()


def renamed(path: Path, at: int) -> None:
    """Another name of the kinds that the archive knows."""
    names = ("2024-08-16", "9999-12-31", "٢٠٢٤-08-09", "versions", "2", ".x.old", "x" * 200)
    target = path.with_name(names[at % len(names)])
    if not target.exists():
        path.rename(target)


CHANGES = [
    a_byte_changed,
    cut_short,
    removed,
    made_the_other_kind,
    made_a_loop,
    made_a_way_out,
    made_a_pipe,
    joined_by_a_strange_name,
    renamed,
]
VALUES: tuple[object, ...] = (
    None,
    True,
    -1,
    10**400,
    10**4000,
    1e308,
    "",
    "../../../../etc/passwd",
    "/etc/passwd",
    "images/../draft.toml",
    "x" * 5000,
    "a\0b",
    "0001-01-01",
    "9999-12-31",
    "9999-12-31T23:59:59-23:59",
    "0001-01-01T00:00:00+23:59",
    "draft",
    "zz_ZZ",
    "Nowhere/Atlantis",
    "{{ 1 / 0 }}",
    "</mj-body><b>",
    "javascript:1",
    [],
    {},
    {"a": "b"},
    [None],
)


def spots(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The place of every value in a JSON document."""
    inside: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    return [path, *(spot for key, one in inside for spot in spots(one, (*path, key)))]


def put(document: object, spot: tuple[str | int, ...], new: object) -> object:
    """The document with another value in that place."""
    if not spot:
        return new
    key, *rest = spot
    if isinstance(document, dict):
        return {
            name: put(one, tuple(rest), new) if name == key else one
            for name, one in document.items()
        }
    assert isinstance(document, list)
    return [put(one, tuple(rest), new) if at == key else one for at, one in enumerate(document)]


def records(issues: Path) -> list[Path]:
    """The records of the issue and of its earlier version."""
    return sorted(issues.rglob("issue.json"))


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    """A place for copies of the newsletter."""
    return tmp_path / sound.name


def fresh(sound: Path, folder: Path) -> Path:
    """The issues of a new copy."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(sound, folder, symlinks=True)
    return folder / "issues"


LIMITS = settings(
    deadline=None,
    max_examples=examples(30),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@LIMITS
@given(
    changes=st.lists(
        st.tuples(st.sampled_from(CHANGES), st.integers(0, 9999), st.integers(0, 9999)),
        min_size=1,
        max_size=3,
    )
)
def test_any_change_of_files_is_reported(
    sound: Path, folder: Path, changes: list[tuple[Callable[[Path, int], None], int, int]]
) -> None:
    """Bytes, lengths, kinds, links and names."""
    issues = fresh(sound, folder)
    for change, which, at in changes:
        if found := paths(issues):
            change(found[which % len(found)], at)
    verified(folder)


@LIMITS
@given(
    earlier=st.booleans(),
    which=st.integers(0, 9999),
    value=st.sampled_from(VALUES),
)
def test_any_change_of_a_record_is_reported(
    sound: Path, folder: Path, *, earlier: bool, which: int, value: object
) -> None:
    """Wrong types, huge numbers, other dates, hostile names: in every place of issue.json."""
    path = records(fresh(sound, folder))[earlier]
    document = json.loads(path.read_bytes())
    found = spots(document)
    path.write_text(json.dumps(put(document, found[which % len(found)], value)))
    verified(folder)


@pytest.mark.parametrize("deep", ["[" * 100_000, '{"issue":' * 100_000, "[" * 500 + "]" * 500])
def test_a_record_of_brackets_is_reported(sound: Path, folder: Path, deep: str) -> None:
    """However deep they are."""
    records(fresh(sound, folder))[0].write_text(deep)
    assert "issue.json the whole: Invalid JSON" in verified(folder)


@pytest.mark.parametrize(
    ("place", "change", "told"),
    [
        ("2024-08-09/images/harbour.png", made_a_pipe, "the picture harbour.png is missing"),
        ("templates/*/issue.txt.j2", joined_by_a_strange_name, "snapshot of templates"),
        ("2024-08-09/issue.json", joined_by_a_strange_name, ""),
        ("2024-08-09/issue.json", made_the_other_kind, "issue.json missing"),
        ("2024-08-09/versions", made_a_loop, ""),
    ],
)
def test_each_change_of_kind_is_reported(
    sound: Path, folder: Path, place: str, change: Callable[[Path, int], None], told: str
) -> None:
    """By its name, or not at all where nothing is lost."""
    (path,) = fresh(sound, folder).glob(place)
    change(path, 0)
    found = verified(folder)
    assert told in found
    assert bool(told) == bool(found)


def test_a_lost_record_names_files_that_are_no_utf_8(sound: Path, folder: Path) -> None:
    """In JSON, too."""
    path = records(fresh(sound, folder))[0]
    joined_by_a_strange_name(path, 0)
    path.unlink()
    assert r"\udcff\udcfe-0" in verified(folder)


@pytest.mark.parametrize(
    ("spot", "value", "told"),
    [
        (("templates",), "../..", "snapshot of templates"),
        (("files", "issue.html"), 5, "Input should be a valid string"),
        (("files",), {"../../newsletter.toml": ""}, "which is no file of an issue"),
        (("files",), {"/etc/passwd": ""}, "which is no file of an issue"),
        (("files",), {"x" * 300: ""}, "x" * 300),  # too long for a file; missing, on Python 3.14
        (("issue", "cut_off"), "0001-01-01T00:00:00+23:59", "cannot be made again: "),
        (("issue", "number"), 10**4000, "issue.json"),
    ],
)
def test_each_change_of_a_record_is_reported(
    sound: Path, folder: Path, spot: tuple[str | int, ...], value: object, told: str
) -> None:
    """With what it names, or why the issue cannot be made again."""
    path = records(fresh(sound, folder))[0]
    document = json.loads(path.read_bytes())
    path.write_text(json.dumps(put(document, spot, value)))
    assert told in verified(folder)


def test_mending_does_not_follow_a_link(sound: Path, folder: Path) -> None:
    """The link goes, and what it leads to stays as it is."""
    issues = fresh(sound, folder)
    path, elsewhere = issues / "2024-08-09" / "issue.html", folder / "elsewhere"
    elsewhere.write_text("mine")
    right = path.read_bytes()
    path.unlink()
    path.symlink_to(elsewhere)
    assert digest("-C", folder, "archive", "verify", "--mend").code == 0
    assert path.read_bytes() == right
    assert elsewhere.read_text() == "mine"
