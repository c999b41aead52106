"""The command line: what it prints where, and how it ends."""

import html
import json
from pathlib import Path

import pytest
from cli.newsletters import NEWSLETTER
from cli.terminal import digest

from digest import __version__
from digest.cli.application import hoist_globals

PIECE = (
    "---\ntitle: {title}\ndate: 2024-08-08\nurl: https://example.org/{title}\n---\n\nFirst words.\n"
)


def make_newsletter(place: Path) -> Path:
    """A newsletter of two Markdown pieces."""
    (place / "newsletter.toml").write_text(NEWSLETTER)
    (place / "articles").mkdir()
    for title in ("Harbour", "Bridge"):
        (place / "articles" / f"{title}.md").write_text(PIECE.format(title=title))
    return place


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A newsletter that nobody has built."""
    return make_newsletter(tmp_path)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter whose pieces are read; what a test builds there, others only build again."""
    place = make_newsletter(tmp_path_factory.mktemp("read"))
    assert digest("-C", place, "collect").code == 0
    return place


def test_the_version_is_printed() -> None:
    """As `digest VERSION`."""
    assert digest("--version").out == f"digest {__version__}\n"


def test_global_options_may_stand_anywhere() -> None:
    """Before the command or behind it; not behind "--"."""
    assert hoist_globals(["build", "-C", "x", "-q"]) == ["-C", "x", "-q", "build"]
    assert hoist_globals(["sources", "read", "--", "-q"]) == ["sources", "read", "--", "-q"]


def test_a_folder_of_markdown_becomes_an_issue(folder: Path) -> None:
    """The path is all that goes to stdout, and it exists."""
    ended = digest("build", "-C", folder)
    assert ended.code == 0, ended.err
    issue = Path(ended.out.strip())
    assert issue == folder / "issues" / "2024-08-09" / "issue.html"
    assert {path.name for path in issue.parent.glob("issue.*")} == {
        "issue.json",
        "issue.html",
        "issue.txt",
        "issue.eml",
    }
    assert "Harbour" in issue.read_text()


def test_a_build_says_what_it_made_as_json(read: Path) -> None:
    """For programs: date, status, path, findings."""
    told = json.loads(digest("-C", read, "build", "--json").out)
    assert (told["date"], told["status"], told["items"]) == ("2024-08-09", "draft", 2)
    assert Path(told["path"]).is_dir()
    assert all({"rule", "severity", "block", "message", "fix"} <= set(f) for f in told["findings"])


def test_quiet_prints_results_only(read: Path) -> None:
    """Nothing on stderr when nothing failed."""
    assert digest("-C", read, "--quiet", "build").err == ""


def test_two_builds_give_the_same_bytes(folder: Path) -> None:
    """No clock and no chance in the output."""
    digest("-C", folder, "build")
    issue = folder / "issues" / "2024-08-09"
    first = {path.name: path.read_bytes() for path in issue.iterdir() if path.is_file()}
    for path in sorted(issue.iterdir()):
        path.unlink() if path.is_file() else None
    issue.rename(folder / "gone")
    digest("-C", folder, "build")
    assert {path.name: path.read_bytes() for path in issue.iterdir() if path.is_file()} == first


def test_the_editors_headline_is_printed(folder: Path) -> None:
    """The draft page is followed and left as it is."""
    digest("-C", folder, "build")
    page = folder / "drafts" / "2024-08-09.toml"
    edited = page.read_text().replace('headline = "Harbour"', 'headline = "A harbour opens"')
    assert edited != page.read_text()
    page.write_text(edited)
    issue = Path(digest("-C", folder, "build").out.strip())
    assert "A harbour opens" in issue.read_text()
    assert page.read_text() == edited


def test_a_broken_page_is_a_clear_error_and_stays(folder: Path) -> None:
    """Exit 2, file and line, no traceback."""
    digest("-C", folder, "build")
    page = folder / "drafts" / "2024-08-09.toml"
    page.write_text(page.read_text() + "\nheadline = \n")
    broken = page.read_text()
    ended = digest("-C", folder, "build")
    assert ended.code == 2
    assert f"line {broken.count(chr(10))}" in ended.err or f":{broken.count(chr(10))}" in ended.err
    assert page.read_text() == broken


def test_one_item_is_told_as_one(folder: Path) -> None:
    """Neither "1 items" nor "1 sources"."""
    (folder / "articles" / "Bridge.md").unlink()
    told = digest("-C", folder, "build").err + digest("-C", folder, "config", "check").out
    assert "1 item." in told
    assert "1 source, 1 section: no problems" in told


def test_words_of_a_headline_need_no_quotation_marks(folder: Path) -> None:
    """Words that two headlines have list both."""
    titles = ("Old harbour welcomes herring boats", "Parliament debates an old railway budget")
    for name, title in zip(("Harbour", "Bridge"), titles, strict=True):
        (folder / "articles" / f"{name}.md").write_text(PIECE.format(title=title))
    digest("-C", folder, "build")
    assert titles[1] in digest("-C", folder, "why", "railway", "budget").out.splitlines()[0]
    several = digest("-C", folder, "why", "old").out
    assert several.startswith("2 headlines have these words")
    assert all(title in several for title in titles)


def test_a_folder_without_a_newsletter_is_a_clear_error(tmp_path: Path) -> None:
    """Exit 2 and the way out."""
    ended = digest("-C", tmp_path, "build")
    assert ended.code == 2
    assert "digest init" in ended.err


def test_bad_settings_are_all_told(folder: Path) -> None:
    """Exit 2, a line a problem."""
    (folder / "newsletter.toml").write_text('[newsletter]\ntitel = "x"\n[shedule]\n')
    ended = digest("-C", folder, "config", "check")
    assert ended.code == 2
    assert ended.err.count("newsletter.toml:") == 3


def test_a_missing_template_variable_is_a_clear_error(folder: Path) -> None:
    """Exit 5, template and line."""
    (folder / "templates").mkdir()
    (folder / "templates" / "issue.mjml.j2").write_text(
        "<mjml><mj-body>\n{{ nonesuch }}</mj-body></mjml>"
    )
    ended = digest("-C", folder, "build")
    assert ended.code == 5
    assert "issue.mjml.j2" in ended.err
    assert "line 2" in ended.err
    assert not (folder / "issues" / "2024-08-09").exists()


def test_a_week_without_articles_is_told(read: Path) -> None:
    """Exit 3, and which time was looked at."""
    ended = digest("-C", read, "build", "--date", "2023-01-06")
    assert ended.code == 3
    assert "2023-01-06" in ended.err


def test_an_unreadable_file_costs_only_itself(folder: Path) -> None:
    """The rest of the week is built; the file and its line are named."""
    (folder / "articles" / "bad.md").write_text("---\ntitle: Hi\ndate: [9 August\n---\nText.\n")
    ended = digest("-C", folder, "build")
    assert ended.code == 0
    assert "bad.md" in ended.err


def test_when_every_source_fails_the_exit_code_says_so(folder: Path) -> None:
    """Collect ends with 4."""
    (folder / "newsletter.toml").write_text(NEWSLETTER.replace('"articles"', '"nowhere"'))
    ended = digest("-C", folder, "collect")
    assert ended.code == 4
    assert "nowhere" in ended.err


def test_a_bad_date_is_a_usage_error(folder: Path) -> None:
    """Exit 2 and an example."""
    ended = digest("-C", folder, "build", "--date", "9 August")
    assert ended.code == 2
    assert "2024-08-09" in ended.err


@pytest.mark.parametrize("command", ["build", "draft", "why"])
def test_a_date_off_the_schedule_is_told_first(read: Path, command: str) -> None:
    """The issue is made all the same."""
    ended = digest("-C", read, command, "--date", "2024-08-08")
    assert ended.code == 0, ended.err
    assert ended.err.splitlines()[0].startswith("2024-08-08 is a Thursday and no issue day")


def test_init_makes_a_newsletter_that_builds_and_never_overwrites(tmp_path: Path) -> None:
    """A second init changes nothing."""
    assert digest("-C", tmp_path, "init", "weekly", "--title", 'The "Weekly"').code == 0
    ended = digest("-C", tmp_path / "weekly", "build")
    assert ended.code == 0, ended.err
    assert 'The "Weekly"' in html.unescape(Path(ended.out.strip()).read_text())
    assert digest("-C", tmp_path, "init", "weekly").code == 2


def test_what_may_hold_a_password_is_its_owners_alone(tmp_path: Path) -> None:
    """The settings that init makes, and the folder of the store; a mode that was set stays."""
    assert digest("-C", tmp_path, "init", "weekly").code == 0
    settings = tmp_path / "weekly" / "newsletter.toml"
    assert settings.stat().st_mode & 0o777 == 0o600
    for mode in (0o600, 0o660):
        settings.chmod(mode)
        (tmp_path / "weekly" / f"{mode}.md").touch()
        assert digest("-C", tmp_path / "weekly", "sources", "add", f"{mode}.md").code == 0
        assert settings.stat().st_mode & 0o777 == mode
    assert (tmp_path / "weekly" / ".digest").stat().st_mode & 0o777 == 0o700


def test_the_schema_names_every_table() -> None:
    """Editing tools complete keys from it."""
    schema = json.loads(digest("schema", "newsletter").out)
    assert {"newsletter", "schedule", "sources", "sections", "subscribe"} <= set(
        schema["properties"]
    )


def test_articles_are_printed_one_json_object_a_line(folder: Path) -> None:
    """What cannot be read is a line with its reason."""
    ended = digest(
        "sources", "read", folder / "articles" / "Harbour.md", folder / "none.md", "--json"
    )
    assert ended.code == 0
    article, failure = map(json.loads, ended.out.splitlines())
    assert (article["title"], article["published"][:10]) == ("Harbour", "2024-08-08")
    assert set(failure) == {"source", "reason"}


def test_reading_nothing_ends_with_4(tmp_path: Path) -> None:
    """Only when nothing at all could be read."""
    assert digest("sources", "read", tmp_path / "none.xml", "--json").code == 4


def test_sources_are_listed(folder: Path) -> None:
    """Name, place and weight."""
    assert digest("-C", folder, "sources", "list").out == "Desk\tarticles\tweight 1\n"
