"""What a person sees: colours, widths, tables and progress; a pipe gets none of it."""

import json
from pathlib import Path

import pytest
from cli.newsletters import NEWSLETTER
from cli.pty_runs import watch
from cli.terminal import digest
from servers import Reply, serving

from digest.text import columns

HOSTILE = "[red]A\x1b[2J\u202e\x9b1m 東京 שלום"
NAMED = HOSTILE.translate({0x1B: None, 0x9B: None, 0x202E: None})
SOURCES = f"""
[[sources]]
path = "articles"
name = {json.dumps(HOSTILE)}
weight = 2.25
[[sources]]
url = "https://news.example/a/long/address/that/no/narrow/terminal/has/room/for/feed.xml"
name = "A paper with a name of many words that is longer than others"
"""
PIECE = (
    "---\ntitle: Harbour opens to ships\ndate: 2024-08-08\nurl: https://a.example/1\n---\n\nText.\n"
)


def make_newsletter(place: Path) -> Path:
    """A newsletter of one piece and two sources with names that are hard to set."""
    (place / "newsletter.toml").write_text(NEWSLETTER + SOURCES)
    (place / "articles").mkdir()
    (place / "articles" / "one.md").write_text(PIECE)
    return place


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A newsletter that nobody has built."""
    return make_newsletter(tmp_path)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter with an issue; it is only looked at."""
    place = make_newsletter(tmp_path_factory.mktemp("built"))
    assert digest("-C", place, "build", "--offline").code == 0
    return place


@pytest.mark.parametrize(
    ("command", "width", "total"),
    [
        ("sources list", 60, "3 sources: 1 feed, 2 paths"),
        ("sources health", 80, "3 sources: 2 ok, 1 never · 2 articles this week"),
        ("issues list", 60, "1 issue: 1 draft"),
        ("layouts list", 60, "3 layouts"),
    ],
)
def test_a_list_is_a_table_as_wide_as_the_terminal(
    built: Path, command: str, width: int, total: str
) -> None:
    """With a heading, and the totals below."""
    seen = watch("-C", built, *command.split(), width=width)
    assert {columns(line) <= width for line in seen.lines} == {True}, seen.text
    assert seen.lines[0].split()[0].isupper()
    assert seen.lines[-2] == total


def test_a_weeks_articles_are_counted_and_drawn(built: Path) -> None:
    """One of yesterday: 2024-08-08, at the start of the day, is a day and six hours ago."""
    row = next(line for line in watch("-C", built, "sources", "health").lines if "Desk" in line)
    assert row.split()[-3:] == ["1", "·····█·", "–"]


def test_a_name_cannot_steer_the_terminal_nor_be_taken_for_markup(folder: Path) -> None:
    """It stands there without its escapes, and "[red]" is what it says."""
    seen = watch("-C", folder, "sources", "list", width=120, environment=[("NO_COLOR", "1")])
    assert not {"\x1b", "\x9b", "\u202e"} & {*seen.given}
    assert NAMED in seen.text


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ((), True),
        ([("NO_COLOR", "1")], False),
    ],
)
def test_colours_are_for_those_who_want_them(
    built: Path, environment: list[tuple[str, str]], *, coloured: bool
) -> None:
    """https://no-color.org: any value but none."""
    seen = watch("-C", built, "issues", "list", environment=environment)
    assert ("\x1b[1mHarbour opens to ships\x1b[0m" in seen.given) == coloured
    assert ("\x1b" in seen.given) == coloured


def test_a_pipe_gets_the_plain_lines(built: Path) -> None:
    """As before: for cut, awk and the like."""
    assert f"{NAMED}\tarticles\tweight 2.25\n" in digest("-C", built, "sources", "list").out
    health = digest("-C", built, "sources", "health").out
    assert health.splitlines()[0] == "ok        Desk"
    issues = digest("-C", built, "issues", "list").out
    assert issues == "2024-08-09  No. 1    draft        1  Harbour opens to ships\n"


def test_json_is_the_same_on_a_terminal(built: Path) -> None:
    """For programs that give themselves one."""
    seen = watch("-C", built, "sources", "list", "--json")
    assert [json.loads(line)["path"] for line in seen.lines if line][:2] == ["articles", "articles"]


def test_a_build_ends_with_a_summary(folder: Path) -> None:
    """Lead, sections, size, sources, findings, and how to go on; the path of the issue is last."""
    seen = watch("-C", folder, "build", "--offline")
    assert seen.code == 0
    assert "Issue 1 of 2024-08-09 (draft), 1 item." in seen.lines
    facts = dict(
        line.strip().split(":", 1) for line in seen.lines if line.startswith("  ") and ":" in line
    )
    assert facts["Lead"].strip() == "Harbour opens to ships"
    assert facts["Sources"].strip() == "2 new"
    assert "of the 100 that Gmail shows" in facts["Size"]
    assert facts["Check"].strip().endswith("0 errors")
    assert "digest publish 2024-08-09" in facts["Next"]
    assert seen.lines[-2] == str(folder / "issues" / "2024-08-09" / "issue.html")
    assert "Next:" not in watch("-C", folder, "build", "--offline", "--publish").text


def test_findings_are_told_with_the_gravest_first_and_counted(folder: Path) -> None:
    """And no line is broken inside a word."""
    settings = folder / "newsletter.toml"
    settings.write_text(settings.read_text().replace("unsubscribe_url", "preferences_url"))
    digest("-C", folder, "build", "--offline")
    seen = watch("-C", folder, "check", width=60)
    assert seen.code == 1
    kinds = [line.split()[0] for line in seen.lines if line[:1] not in {"", " "}]
    assert kinds[0] == "error"
    assert all(columns(line) <= 60 for line in seen.lines)
    count = sum(line.startswith("error ") for line in seen.lines)
    assert any(line.endswith(f", {count} errors") for line in seen.lines)


def test_a_message_is_folded_between_words(tmp_path: Path) -> None:
    """And hangs below its first line."""
    seen = watch("-C", tmp_path, "build", width=60)
    assert seen.code == 2
    assert seen.given.startswith("\x1b[31mdigest:\x1b[0m ")
    assert seen.lines[1].startswith("  ")
    assert all(len(line) <= 60 for line in seen.lines[1:])


def test_progress_begins_at_once_and_names_what_is_awaited(folder: Path) -> None:
    """And the run ends with what came, what fails and how long it took."""
    with serving({"/feed": Reply(status=500)}) as server:
        settings = folder / "newsletter.toml"
        text = settings.read_text().split("[[sources]]\nurl =")[0]
        settings.write_text(f'{text}[[sources]]\nurl = "{server.url("/feed")}"\nname = "Wire"\n')
        with settings.open("a") as file:
            file.write("allow_private = true\n")
        seen = watch("-C", folder, "collect", width=120)
    assert f"Read 0 of 3 sources; waiting for Desk, {NAMED} and 1 more · 0 s" in seen.text
    assert "Read 2 of 3 sources; waiting for Wire" in seen.text
    assert "waiting" not in "".join(seen.lines)
    last = seen.lines[-2]
    assert last.startswith("2 new · 1 failing (Wire: answered 500 ")
    assert last.endswith(" s")


def test_a_dumb_terminal_gets_no_progress(folder: Path) -> None:
    """It cannot draw over a line."""
    seen = watch("-C", folder, "collect", "--offline", environment=[("TERM", "dumb")])
    assert "waiting" not in seen.text
    assert "2 new" in seen.text


def test_the_terms_of_a_score_are_bars_with_their_sum(folder: Path) -> None:
    """The largest is the longest, points are in one column, and the sum stands below a rule."""
    other = PIECE.replace("Harbour opens to ships", "Parliament votes").replace("/1", "/2")
    (folder / "articles" / "two.md").write_text(other)
    assert digest("-C", folder, "collect", "--offline").code == 0
    lines = watch("-C", folder, "why").lines
    assert lines[0].startswith("Lead: ")
    terms = [line for line in lines if " × " in line]
    score = next(line for line in lines if line.endswith("  score"))
    rule = lines[lines.index(score) - 1]
    points = [float(line[16:22]) for line in terms]
    bars = [line[:14].count("█") for line in terms]
    assert bars[points.index(max(points))] == max(bars) == 12
    assert rule.strip() == "─" * 8
    assert float(score.split()[0]) == pytest.approx(sum(points), abs=0.05)
    runner_up = lines[lines.index("Runners-up:") + 1].split()
    assert float(runner_up[1]) == pytest.approx(
        float(runner_up[0]) - float(score.split()[0]), abs=0.02
    )


def test_points_that_are_none_have_no_sign_of_a_loss(folder: Path) -> None:
    """Nor in a pipe."""
    assert digest("-C", folder, "collect", "--offline").code == 0
    told = digest("-C", folder, "why").out
    assert "\n   +0.00 = -1 × 0.00       opinion" in told
    assert "-0.00" not in told
