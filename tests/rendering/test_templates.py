"""The newsletter's own templates, and errors that say which template and which line."""

import re
from pathlib import Path

import pytest
from rendering.issues import rich_issue

from digest.errors import RenderError
from digest.rendering import render

STOCK = Path(__file__).parents[2] / "templates"


def own(folder: Path, name: str, text: str) -> Path:
    """A newsletter's template folder with one template in it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_one_template_is_overridden_and_the_others_stay(tmp_path: Path) -> None:
    """A file of the same name takes the stock one's place, at once, and only there."""
    before = render(rich_issue(), overrides=tmp_path)
    section = (
        "<mj-section><mj-column><mj-text>Our own {{ issue.number }}</mj-text></mj-column>"
        "</mj-section>"
    )
    after = render(rich_issue(), overrides=own(tmp_path, "partials/_colophon.mjml.j2", section))
    assert "block-colophon" in before.html
    assert "block-colophon" not in after.html
    assert "Our own 41" in after.html
    assert "item-lead-1" in after.html
    assert before.text == after.text


def test_a_changed_override_is_read_again(tmp_path: Path) -> None:
    """Editing a template while the preview runs shows."""
    own(tmp_path, "issue.txt.j2", "first\n")
    assert render(rich_issue(), overrides=tmp_path).text == "first\n"
    own(tmp_path, "issue.txt.j2", "the second\n")
    assert render(rich_issue(), overrides=tmp_path).text == "the second\n"


def test_a_missing_folder_is_no_override(tmp_path: Path) -> None:
    """A newsletter need not have templates of its own."""
    missing = tmp_path / "templates"
    assert render(rich_issue(), overrides=missing) == render(rich_issue())


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("{# 1 #}\n\n{{ issue.nonsense }}\n", 3, "nonsense"),
        ("{# 1 #}\n{{ missing_word }}\n", 2, "missing_word"),
        ("{# 1 #}\n{% if issue %}\n", 2, "end of template"),
        ("{# 1 #}\n{{ 1 / 0 }}\n", 2, "division"),
        ('{% include "partials/_nowhere.j2" %}\n', 1, "_nowhere.j2"),
        (
            "<mj-section>\n<mj-column>\n<mj-text>\n<p>a\n</mj-text>",
            4,
            "<p> is not closed before </mj-text>",
        ),
        ("<mj-section>\n</b></mj-section>", 2, "</b> closes nothing"),
        ("<mj-section>\n\n<mj-column>\n", 3, "<mj-column> is not closed before </mj-body>"),
        ("<mj-section>\n<![CDATA[x]]></mj-section>\n", 2, "no MJML"),
    ],
)
def test_an_error_names_template_and_line(
    tmp_path: Path, text: str, line: int, reason: str
) -> None:
    """Whether Jinja or the MJML parser stumbled, the editor learns where."""
    folder = own(tmp_path, "partials/_earlier.mjml.j2", text)
    with pytest.raises(RenderError) as raised:
        render(rich_issue(), overrides=folder)
    message = str(raised.value)
    assert message.startswith(f"partials/_earlier.mjml.j2, line {line}: ")
    assert reason in message


@pytest.mark.parametrize(
    "reach",
    [
        "issue.__class__.__mro__[1].__subclasses__()",
        "links.story.__globals__",
        "dates.full.__func__.__code__",
        "''.__class__",
    ],
)
def test_a_strangers_template_reaches_nothing_but_the_issue(tmp_path: Path, reach: str) -> None:
    """Building somebody's newsletter does not run somebody's program."""
    folder = own(tmp_path, "issue.txt.j2", "{{ " + reach + " }}")
    with pytest.raises(RenderError, match="unsafe"):
        render(rich_issue(), overrides=folder)


def test_stock_templates_never_write_a_bare_zero() -> None:
    """`padding="0 32px"` makes the MJML parser compute widths that overflow in Word."""
    for path in STOCK.rglob("*.mjml.j2"):
        paddings = re.findall(r'padding[\w-]*="([^"{]*)"', path.read_text(encoding="utf-8"))
        assert not [one for one in paddings if "0" in one.split()], path.name


def test_stock_style_sheets_keep_to_one_concern() -> None:
    """Inlined rules take no !important; what overrides them stays in sheets of its own."""
    styles = (STOCK / "partials" / "_styles.mjml.j2").read_text(encoding="utf-8")
    inlined, *kept = styles.split("<style")[1:]
    assert "!important" not in inlined
    assert all(sheet.count("@media") <= 1 for sheet in kept)
