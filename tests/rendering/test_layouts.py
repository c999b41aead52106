"""Templates by layout: which file counts, what a snapshot keeps, what no name leads to."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from rendering.issues import lead_item, rich_issue

from digest.checks import check
from digest.config import load_newsletter
from digest.errors import RenderError
from digest.layouts import STOCK, layout_folders, template_folders
from digest.model.articles import Image
from digest.model.issues import Issue
from digest.rendering import render_mail
from digest.rendering.message import AttachedPicture
from digest.rendering.templates import template_texts
from digest.rendering.website import SitePages

DOCS = Path(__file__).parents[2] / "docs"
FILE = re.compile(
    r"^```[^\n]*\n(?:# |\{# )(templates/layouts/\S+)(?: #\})?\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
TEXT = "issue.txt.j2"


def write(folder: Path, **texts: str) -> Path:
    """A newsletter's template folder; `mine` stands for layouts/mine/issue.txt.j2."""
    for layout, text in texts.items():
        place = folder / "layouts" / layout if layout != "every" else folder
        place.mkdir(parents=True, exist_ok=True)
        (place / TEXT).write_text(text)
    return folder


def in_layout(name: str) -> Issue:
    """The rich issue in a layout."""
    return replace(rich_issue(), layout=name)


def test_own_before_stock_and_in_each_the_layout_before_the_rest() -> None:
    """The order of the four kinds of folder; the stock has two places each."""
    own = Path("weekly/templates")
    package, clone = STOCK
    assert template_folders(own, "wire") == (
        own / "layouts" / "wire",
        own,
        package / "layouts" / "wire",
        clone / "layouts" / "wire",
        package,
        clone,
    )
    assert template_folders(own) == (own, package, clone)


def test_the_repository_is_a_newsletter_of_stock_templates_only() -> None:
    """Its templates do not count twice, and are no stranger's."""
    assert template_folders(STOCK[1], "wire") == template_folders(None, "wire")
    assert layout_folders(STOCK[1]) == layout_folders(None)


@pytest.mark.parametrize(
    ("texts", "layout", "printed"),
    [
        ({"every": "all", "mine": "mine"}, "mine", "mine\n"),
        ({"every": "all", "mine": "mine"}, "magazine", "all\n"),
        ({"every": "all", "magazine": "ours"}, "magazine", "ours\n"),
        ({"every": "all", "wire": "ours"}, "wire", "ours\n"),
        ({"every": "all", "mine": "mine"}, "wire", "all\n"),
    ],
)
def test_a_file_of_the_layout_comes_before_one_for_every_layout(
    tmp_path: Path, texts: dict[str, str], layout: str, printed: str
) -> None:
    """And one of another layout never counts."""
    own = write(tmp_path, **texts)
    assert render_mail(in_layout(layout), overrides=own).text == printed
    assert template_texts(own, layout=layout)[TEXT] + "\n" == printed


def test_a_layout_need_hold_only_what_differs(tmp_path: Path) -> None:
    """All else is the stock's."""
    own = write(tmp_path, mine="mine")
    assert render_mail(in_layout("mine"), overrides=own).html == (
        render_mail(in_layout("magazine")).html
    )


def test_a_changed_and_a_new_template_of_a_layout_are_read_at_once(tmp_path: Path) -> None:
    """While the preview runs."""
    issue = in_layout("mine")
    own = write(tmp_path, every="all")
    assert render_mail(issue, overrides=own).text == "all\n"
    write(tmp_path, mine="mine")
    assert render_mail(issue, overrides=own).text == "mine\n"
    write(tmp_path, mine="another")
    assert render_mail(issue, overrides=own).text == "another\n"


@pytest.mark.parametrize("layout", ["magazine", "wire", "brief", "mine"])
def test_a_snapshot_is_all_that_an_issue_needs(tmp_path: Path, layout: str) -> None:
    """The texts under their plain names, of one layout; no stock layout comes before them."""
    own = write(tmp_path / "templates", mine="mine", wire="wire", every="all")
    texts = template_texts(own, layout=layout)
    assert not [name for name in texts if "layouts" in name]
    texts["partials/_masthead.mjml.j2"] = (
        '<mj-section><mj-column><mj-text><p id="block-masthead">Kept</p></mj-text></mj-column>'
        "</mj-section>"
    )
    snapshot = tmp_path / "snapshot"
    for name, text in texts.items():
        (snapshot / name).parent.mkdir(parents=True, exist_ok=True)
        (snapshot / name).write_text(text)
    again = render_mail(in_layout(layout), overrides=snapshot)
    assert again.text == render_mail(in_layout(layout), overrides=own).text
    assert ">Kept</p>" in again.html


@pytest.mark.parametrize("name", ["notes.j2", "review/mail.html.j2"])
def test_a_template_that_is_no_text_is_named(tmp_path: Path, name: str) -> None:
    """Also one that nothing uses: it could not be kept in a snapshot."""
    stray = tmp_path / name
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"Caf\xe9")
    with pytest.raises(RenderError, match=f"{name}: is not UTF-8; save it as UTF-8, or remove it"):
        template_texts(tmp_path)


@pytest.mark.parametrize(
    "name", ["layouts/mine/issue.txt.j2", "./layouts/mine/issue.txt.j2", "layouts//mine/x.j2"]
)
def test_no_template_takes_one_of_a_layout_by_its_place(tmp_path: Path, name: str) -> None:
    """A snapshot would not keep it."""
    own = write(tmp_path, mine="mine", every=f'{{% include "{name}" %}}')
    with pytest.raises(RenderError, match="there is no template"):
        render_mail(in_layout("magazine"), overrides=own)


@pytest.mark.parametrize("name", ["../secret", "a/../../b", "/etc", "..", "Wire", "wire\n", "wíre"])
def test_a_record_changed_by_hand_leads_nowhere(tmp_path: Path, name: str) -> None:
    """Its layout is a name or the issue is not made again."""
    with pytest.raises(RenderError, match="is no name of a layout"):
        render_mail(in_layout(name), overrides=tmp_path)


@pytest.mark.parametrize(
    ("text", "line"), [("{{ 1 / 0 }}", 1), ("\n{% if %}", 2), ("\n\n<mj-section>", 3)]
)
def test_an_error_says_in_which_layout(tmp_path: Path, text: str, line: int) -> None:
    """By the file's place below templates/."""
    place = tmp_path / "layouts" / "mine" / "partials"
    place.mkdir(parents=True)
    (place / "_colophon.mjml.j2").write_text(text)
    with pytest.raises(RenderError) as raised:
        render_mail(in_layout("mine"), overrides=tmp_path)
    where = f"layouts/mine/partials/_colophon.mjml.j2, line {line}: "
    assert str(raised.value).startswith(where)


def test_a_layout_of_a_stranger_reaches_nothing_but_the_issue(tmp_path: Path) -> None:
    """Nor does one that has the name of a stock layout."""
    for name in ("mine", "wire"):
        own = write(tmp_path, **{name: "{{ ''.__class__ }}"})
        with pytest.raises(RenderError, match="unsafe"):
            render_mail(in_layout(name), overrides=own)


def test_the_archives_pages_are_those_of_every_layout(tmp_path: Path) -> None:
    """A layout is of the mail; its folder makes no page anew."""
    before = SitePages(overrides=tmp_path).fingerprint()
    page = tmp_path / "layouts" / "magazine" / "archive" / "index.html.j2"
    page.parent.mkdir(parents=True)
    page.write_text("mine")
    assert SitePages(overrides=tmp_path).fingerprint() == before


def test_the_example_in_the_documentation_is_a_layout(tmp_path: Path) -> None:
    """Its files, put where they say, dress an issue that the check has nothing against."""
    files = dict(FILE.findall((DOCS / "templates.md").read_text(encoding="utf-8")))
    assert {Path(name).name for name in files} == {"theme.toml", "_masthead.mjml.j2"}
    (tmp_path / "newsletter.toml").write_text('[newsletter]\ntitle = "W"\nlayout = "ledger"\n')
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    newsletter = load_newsletter(tmp_path)
    issue = replace(in_layout("ledger"), theme=newsletter.theme)
    mail = render_mail(issue, overrides=tmp_path / "templates")
    assert newsletter.theme.accent in mail.html
    own = {name.removeprefix("templates/"): text for name, text in files.items()}
    assert check(mail, newsletter=newsletter, templates=own) == ()


def test_a_picture_that_a_layout_leaves_out_is_not_attached() -> None:
    """`wire` begins with words; the lead's picture would hang at the mail's end as a file."""
    lead = replace(lead_item(), image=Image(url="images/talks.png", alt="A long table"))
    picture = AttachedPicture(url="images/talks.png", data=b"PNG", media_type="image/png")
    attached = {
        layout: b"Content-Type: image/png"
        in render_mail(replace(rich_issue(), lead=lead, layout=layout), pictures=(picture,)).eml
        for layout in ("magazine", "wire", "brief")
    }
    assert attached == {"magazine": True, "wire": False, "brief": True}
