"""`digest send --draft` and `digest export`: what they print, write and refuse."""

from pathlib import Path
from shutil import copytree

import pytest
from cli.terminal import digest
from delivery.go_templates import print_body
from pipeline.mailing import DAY, SENDER, published_newsletter
from pipeline.newsletters import newsletter_in

from digest.pipeline.service_files import STEPS

ISSUE = str(DAY)


@pytest.fixture(scope="module")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter whose issue is out."""
    return published_newsletter(tmp_path_factory.mktemp("published"))


@pytest.fixture
def folder(published_once: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return copytree(published_once, tmp_path, dirs_exist_ok=True)


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--draft", "--live"], "leave the other ways out"),
        (["--draft", "--to", "you@example.org"], "leave the other ways out"),
        (["--force", "--live"], "--service and --force go with --draft"),
        (["--service", "kit"], "--service and --force go with --draft"),
        (["--draft"], "newsletter.toml names no service: write a table such as [services.ghost]"),
        (["--draft", "--service", "kit"], "newsletter.toml has no [services.kit]"),
        (["--draft", "--service", "gost"], "gost is no service that can be asked: ghost, listmonk"),
        ([], "`--draft` puts it to a service"),
    ],
)
def test_what_does_not_fit_is_refused(folder: Path, options: list[str], why: str) -> None:
    """Nobody is asked, and nothing is noted."""
    done = digest("send", ISSUE, *options, "-C", folder)
    assert done.code == 2
    assert why in done.err
    assert not (folder / "issues" / ".sent").exists()


def test_what_is_wrong_with_the_issue_is_said_once(folder: Path) -> None:
    """However many services it was meant for."""
    tables = '[services.kit]\nkey = "${KIT_KEY}"\n[services.buttondown]\nkey = "${B_KEY}"\n'
    newsletter_in(folder, SENDER + tables)
    done = digest("send", "2024-08-09", "--draft", "-C", folder)
    assert done.code == 2
    assert done.err.count("there is no issue of 2024-08-09") == 1


def test_a_service_of_draft_at_has_a_table(folder: Path) -> None:
    """Else nobody would know until an issue is out."""
    newsletter_in(folder, SENDER + '[services]\ndraft_at = ["kit"]\n')
    done = digest("config", "check", "-C", folder)
    assert done.code == 2
    assert "draft_at names kit, which has no table; write [services.kit] for it" in done.err


@pytest.mark.parametrize("service", STEPS)
def test_an_export_is_a_folder_of_files(folder: Path, service: str) -> None:
    """Whose README says what to do with each of them."""
    done = digest("export", ISSUE, "--for", service, "-C", folder)
    assert done.code == 0, done.err
    place = folder / "exports" / f"{ISSUE}-{service}"
    assert done.out == f"{place}\n"
    names = ["README.txt", "body.html", "preheader.txt", "subject.txt", "text.txt", "title.txt"]
    assert sorted(path.name for path in place.iterdir()) == names
    body = (place / "body.html").read_text()
    told = print_body(body) if service == "listmonk" else body
    if service == "ghost":
        assert "<body" not in body
    else:
        assert told == (folder / "issues" / ISSUE / "issue.html").read_text()
    assert (place / "subject.txt").read_text().startswith("Harbour")
    readme = (place / "README.txt").read_text()
    assert readme.startswith(f"No. 1 of {ISSUE}, by hand to {service}\n\n1. ")
    assert "body.html" in readme


def test_an_export_goes_where_it_is_told_and_replaces_only_its_own(folder: Path) -> None:
    """As often as one likes."""
    place = folder / "there"
    for _ in range(2):
        done = digest("export", ISSUE, str(place), "--for", "beehiiv", "-C", folder)
        assert done.out == f"{place}\n"
        (place / "mine.txt").write_text("mine")
    assert (place / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["README.txt", "body.html"])
def test_an_export_replaces_no_file_of_others(folder: Path, name: str) -> None:
    """Be it of a name that it uses itself; one that was stopped is its own."""
    (folder / name).write_text("mine")
    done = digest("export", ISSUE, str(folder), "--for", "beehiiv", "-C", folder)
    assert done.code == 2
    assert f"{folder / name} is there already, and is not of an export" in done.err
    assert (folder / name).read_text() == "mine"
    assert not (folder / "text.txt").exists()
    place = folder / "there"
    (place / "body.html").mkdir(parents=True)
    assert digest("export", ISSUE, str(place), "--for", "kit", "-C", folder).code == 6
    (place / "body.html").rmdir()
    assert digest("export", ISSUE, str(place), "--for", "kit", "-C", folder).code == 0


def test_an_export_for_nobody_names_whom_it_knows(folder: Path) -> None:
    """And writes nothing."""
    done = digest("export", ISSUE, "--for", "gost", "-C", folder)
    assert done.code == 2
    assert "gost is not known; there are ghost, listmonk" in done.err
    assert not (folder / "exports").exists()
