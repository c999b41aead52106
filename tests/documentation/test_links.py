"""Every link of the documentation leads somewhere."""

from pathlib import Path

import pytest

from docs.links import Link, anchors_of, broken_links, links_of


def test_every_link_leads_somewhere() -> None:
    """To a file that is there, a heading that its page has, or a whole address of the web."""
    assert [str(link) for link in broken_links()] == []


@pytest.mark.parametrize(
    "aim",
    [
        "there.md",
        "there.md#a-heading",
        "#of-its-own",
        "../README.md#the-first",
        "https://example.org/page",
    ],
)
def test_what_leads_somewhere_is_not_broken(aim: str, tmp_path: Path) -> None:
    """From one page to another, to its own, to one outside of docs/, to the web."""
    assert broken_in(tmp_path, f"## Of its own\n\n[words]({aim})\n") == []


@pytest.mark.parametrize(
    "aim",
    [
        "gone.md",
        "there.md#an-other-heading",
        "#a-heading",
        "../README.md#the-second",
        "images/gone.png",
        "http://example.org/page",
        "https://localhost/page",
        "mailto:desk@example.org",
    ],
)
def test_what_leads_nowhere_is_broken(aim: str, tmp_path: Path) -> None:
    """A page, heading or picture that is not there; an address that is not whole."""
    assert [link.page for link in broken_in(tmp_path, f"![words]({aim})\n")] == ["docs/page.md"]


def broken_in(root: Path, text: str) -> list[Link]:
    """The broken links of a documentation in which one page is `text`."""
    (root / "docs").mkdir()
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"):
        (root / name).write_text("# The first\n")
    (root / "docs" / "there.md").write_text("# There\n\n## A heading\n")
    (root / "docs" / "page.md").write_text(text)
    return broken_links(root)


def test_links_in_code_are_none() -> None:
    """Nor is an address that merely stands in the text."""
    text = "`[a](b.md)` and https://example.org\n\n```toml\n[c](d.md)\n```\n"
    assert list(links_of("page.md", text)) == []


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("## `digest send`", "digest-send"),
        ("## `[[sources]]`", "sources"),
        ("## Whole, or not at all", "whole-or-not-at-all"),
        ("### Links, where `--links` asks", "links-where---links-asks"),
        ("## [The desk](desk.md)'s keys", "the-desks-keys"),
    ],
)
def test_a_heading_has_the_anchor_that_github_gives_it(heading: str, anchor: str) -> None:
    """Small letters, without punctuation, a hyphen for each blank."""
    assert anchors_of(f"{heading}\n") == {anchor}
