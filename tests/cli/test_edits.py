"""`digest edit`, `undo`, `redo` and `history`, as an editor types them."""

import json
from pathlib import Path
from shutil import copytree

import pytest
from cli.newsletters import NEWSLETTER
from cli.terminal import digest

from digest.config import load_newsletter
from digest.draft.page.parser import read_page

MORE = """
[[sections]]
id = "cards"
heading = "Worth reading"
style = "cards"
match = "nothing"
[[slots]]
id = "note"
"""
PIECE = "---\ntitle: {0} opens\ndate: 2024-08-08\nurl: https://example.org/{0}\n---\n\n{1}\n"


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter of four pieces with its draft page."""
    folder = tmp_path_factory.mktemp("drafted")
    (folder / "newsletter.toml").write_text(NEWSLETTER + MORE)
    (folder / "articles").mkdir()
    for title in ("Harbour", "Bridge", "Ferry", "Quay"):
        words = " ".join(f"{title.lower()}{number}" for number in range(12))
        (folder / "articles" / f"{title}.md").write_text(PIECE.format(title, words))
    assert digest("-C", folder, "draft", "-q").code == 0
    return folder


@pytest.fixture
def folder(drafted: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return copytree(drafted, tmp_path / "desk")


def text_of(folder: Path) -> str:
    """The draft page."""
    return (folder / "drafts" / "2024-08-09.toml").read_text()


def printed(folder: Path) -> list[tuple[str, str]]:
    """Section and first word of each printed story."""
    page = read_page(text_of(folder), name="x", newsletter=load_newsletter(folder))
    return [(one.section, one.title.split()[0]) for one in page.decided.printed]


def order(folder: Path) -> list[str]:
    """The first words alone."""
    return [name for _, name in printed(folder)]


EDITS = [
    (["promote", "{2}"], "You made “{2} opens” the lead; “{0} opens” is now the first of “other”."),
    (["move", "{1}", "opens", "--down"], "You moved “{1} opens” from place 1 to place 2 of 3 in"),
    (["move", "{3}", "--to", "1"], "You moved “{3} opens” from place 3 to place 1 of 3 in “other”"),
    (["move", "{2}", "--up"], "`digest undo` puts it back to place 2."),
    (
        ["send", "{1}", "--to", "cards"],
        "You sent “{1} opens” from place 1 of 3 in “other” to place",
    ),
    (["send", "{1}", "--to", "candidates"], "to place 1 of 1 among the candidates. `digest undo`"),
    (["drop", "{1}"], "You dropped “{1} opens”. `digest undo` brings it back to place 1 of 3 in"),
    (["pin", "{1}"], "You pinned “{1} opens”. `digest undo` takes the pin out again."),
    (["rewrite", "{1}", "--headline", "Ours"], "You wrote the headline of “{1} opens”: “Ours”."),
    (["rewrite", "{1}", "--kicker", "", "--dek", "D"], "; you wrote the dek of “{1} opens”: “D”."),
    (["rewrite", "{1}", "--no-also-this-week"], "You set also_this_week of “{1} opens” to false."),
    (
        ["join", "{1}", "{2}"],
        "You joined “{2} opens” to “{1} opens”. `digest undo` takes them apart",
    ),
    (
        ["add", "--to", "other", "--blurb", "Words."],
        "You added “Words.” to “other”. `digest undo` ta",
    ),
    (["retitle", "other", "Elsewhere"], "“Elsewhere”. `digest undo` brings back “In other news:”."),
    (["subject", "Hello"], "You wrote the subject of the issue: “Hello”. `digest undo` takes your"),
    (["preheader", "More"], "You wrote the preheader of the issue: “More”."),
    (["slot", "note", "--text", "It rose."], "You wrote the text of the slot “note”: “It rose.”."),
    (["slot", "note", "--hide"], "You set show of the slot “note” to false."),
]


@pytest.mark.parametrize(("words", "sentence"), EDITS, ids=lambda one: " ".join(one)[:20])
def test_an_edit_says_what_it_did_and_can_be_taken_back(
    folder: Path, words: list[str], sentence: str
) -> None:
    """On stdout, in a sentence; then the page is as it was."""
    before, names = text_of(folder), order(folder)
    ended = digest("-C", folder, "edit", *(one.format(*names) for one in words))
    assert ended.code == 0, ended.err
    assert sentence.format(*names) in ended.out
    assert text_of(folder) != before
    assert digest("-C", folder, "undo").out.startswith("You took back: You ")
    assert text_of(folder) == before


def test_what_went_comes_back(folder: Path) -> None:
    """A candidate is taken in, a dropped story restored, a joined article parted, a text freed."""
    _, one, other, last = order(folder)
    digest("-C", folder, "edit", "send", one, "--to", "candidates")
    taken = digest("-C", folder, "edit", "take", one, "--at", "1")
    assert taken.out.startswith(f"You took “{one} opens” in, to place 1 of 3 in “other”.")
    digest("-C", folder, "edit", "drop", other)
    assert digest("-C", folder, "edit", "restore", other).out.startswith(
        f"You brought “Desk: {other}"
    )
    digest("-C", folder, "edit", "join", one, last)
    told = digest("-C", folder, "edit", "tell", one, last)
    assert told.out.startswith(f"You let “{one} opens” be told by “Desk: {last} opens”.")
    parted = digest("-C", folder, "edit", "part", one, last)
    assert "`digest undo` joins it again." in parted.out
    digest("-C", folder, "edit", "rewrite", one, "--headline", f"{one} Ours", "--byline", "")
    free = digest("-C", folder, "edit", "follow", one, "--only", "headline")
    assert "the headline of" in free.out
    assert "follow its article again" in free.out
    assert digest("-C", folder, "edit", "pin", one, "--off").out.startswith("Nothing had to change")


MISTAKES = [
    (["move", "harbour"], "say where to: --up, --down or --to NUMBER"),
    (["rewrite", "harbour"], "say what to write: --headline, --kicker, --dek, --blurb, --url"),
    (["slot", "note"], "say what to write: --heading, --text, --button, --url, --until, --show"),
    (["drop", "opens"], '"opens" may mean 4 of them; name one by its id:'),
    (["drop", "harbor opening"], "did you mean “"),
    (["drop", "harbour", "--date", "2024-08-16"], "`digest draft --date 2024-08-16` writes it"),
]


@pytest.mark.parametrize(("words", "sentence"), MISTAKES, ids=lambda one: " ".join(one)[:20])
def test_a_mistake_is_told(folder: Path, words: list[str], sentence: str) -> None:
    """On stderr, with exit code 2; the page stays."""
    before = text_of(folder)
    ended = digest("-C", folder, "edit", *words)
    assert (ended.code, ended.out) == (2, "")
    assert sentence in ended.err
    assert text_of(folder) == before


def test_programs_read_what_was_done(folder: Path) -> None:
    """One object an edit, one a step, the last first."""
    _, one, *_ = order(folder)
    told = json.loads(digest("-C", folder, "edit", "drop", one, "--json").out)
    assert (told["changed"], told["step"], told["kind"]) == (True, 1, "edit")
    assert told["sentence"] == f"You dropped “{one} opens”"
    assert json.loads(digest("-C", folder, "edit", "subject", "", "--json").out)["changed"] is False
    digest("-C", folder, "undo", "--json")
    lines = digest("-C", folder, "history", "--json").out.splitlines()
    steps = [json.loads(line) for line in lines]
    assert [(one["step"], one["kind"], one["stands"]) for one in steps] == [
        (2, "undo", True),
        (1, "edit", False),
    ]
    assert (folder / "drafts" / ".history" / steps[0]["after"]).read_text() == text_of(folder)


def test_the_history_is_told_in_sentences(folder: Path) -> None:
    """With number and time in the newsletter's zone; before the first edit it says so."""
    assert "Nothing was done" in digest("-C", folder, "history").err
    _, one, other, _ = order(folder)
    digest("-C", folder, "edit", "drop", one)
    path = folder / "drafts" / "2024-08-09.toml"
    path.write_text(text_of(folder).replace('subject = ""', 'subject = "S"'))
    digest("-C", folder, "edit", "drop", other)
    digest("-C", folder, "undo")
    assert digest("-C", folder, "history").out.splitlines() == [
        f"   4  Fri 09 Aug 06:00  You took back: You dropped “{other} opens”",
        f"   3  Fri 09 Aug 06:00  You dropped “{other} opens”  (taken back)",
        "   2  Fri 09 Aug 06:00  Changed in an editor: 1 line",
        f"   1  Fri 09 Aug 06:00  You dropped “{one} opens”",
    ]
    back = digest("-C", folder, "undo", "--to", "1")
    assert "You brought the page back to how it stood after step 1" in back.out
    assert 'subject = ""' in text_of(folder)
    assert digest("-C", folder, "undo").code == 0
    assert digest("-C", folder, "redo").out.startswith("You made again: You brought the page back")


def test_the_build_prints_the_edited_page(folder: Path) -> None:
    """As if it had been changed in a text editor."""
    _, one, other, _ = order(folder)
    digest("-C", folder, "edit", "rewrite", one, "--headline", "Lampposts")
    digest("-C", folder, "edit", "promote", other)
    issue = Path(digest("-C", folder, "build", "-q").out.strip())
    assert "Lampposts" in issue.read_text()
    assert order(folder)[0] == other
