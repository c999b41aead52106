"""The newsletter's own templates, and errors that say which template and which line."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from rendering.issues import rich_issue

from digest.errors import RenderError
from digest.rendering import render_mail
from digest.rendering.templates import text_template

STOCK = Path(__file__).parents[2] / "templates"


def own(folder: Path, name: str, text: str) -> Path:
    """A newsletter's template folder with one template in it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_one_template_is_overridden_and_the_others_stay(tmp_path: Path) -> None:
    """A file of the same name takes the stock one's place, at once, and only there."""
    before = render_mail(rich_issue(), overrides=tmp_path)
    section = (
        "<mj-section><mj-column><mj-text>Our own {{ issue.number }}</mj-text></mj-column>"
        "</mj-section>"
    )
    after = render_mail(
        rich_issue(), overrides=own(tmp_path, "partials/_colophon.mjml.j2", section)
    )
    assert "block-colophon" in before.html
    assert "block-colophon" not in after.html
    assert "Our own 41" in after.html
    assert "item-lead-1" in after.html
    assert before.text == after.text


def test_a_changed_override_is_read_again(tmp_path: Path) -> None:
    """Editing a template while the preview runs shows."""
    own(tmp_path, "issue.txt.j2", "first\n")
    assert render_mail(rich_issue(), overrides=tmp_path).text == "first\n"
    own(tmp_path, "issue.txt.j2", "the second\n")
    assert render_mail(rich_issue(), overrides=tmp_path).text == "the second\n"


def test_a_missing_folder_is_no_override(tmp_path: Path) -> None:
    """A newsletter need not have templates of its own."""
    missing = tmp_path / "templates"
    assert render_mail(rich_issue(), overrides=missing) == render_mail(rich_issue())


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("{# 1 #}\n\n{{ issue.nonsense }}\n", 3, "nonsense"),
        ("{# 1 #}\n{{ missing_word }}\n", 2, "there is no `missing_word` here"),
        ("{{ issue.leed }}\n", 1, "this Issue has no `leed`; did you mean `lead`?"),
        ("{{ issue.masthead[issue.lead] }}\n", 1, "this Masthead has no key that is this Item"),
        ("{{ issue.sections.item }}\n", 1, "this list has no `item`"),
        ("{{ dates.full(issue) }}\n", 1, "Error"),
        ("{# 1 #}\n{% if issue %}\n", 2, "end of template"),
        ("{# 1 #}\n{{ 1 / 0 }}\n", 2, "division"),
        ('{% include "partials/_nowhere.j2" %}\n', 1, "_nowhere.j2"),
        (
            "<mj-section>\n<mj-column>\n<mj-text>\n<p>a\n</mj-text>",
            4,
            "<p> is not closed before </mj-text>",
        ),
        ("<mj-section>\n</b></mj-section>", 2, "</b> closes nothing"),
        ("<mj-section>\n\n<mj-column>\n", 3, "<mj-column> is not closed before </mj-wrapper>"),
        ("<mj-section>\n<![CDATA[x]]></mj-section>\n", 2, "no MJML"),
    ],
)
def test_an_error_names_template_and_line(
    tmp_path: Path, text: str, line: int, reason: str
) -> None:
    """Whether Jinja or the MJML parser stumbled, the editor learns where."""
    folder = own(tmp_path, "partials/_earlier.mjml.j2", text)
    with pytest.raises(RenderError) as raised:
        render_mail(rich_issue(), overrides=folder)
    message = str(raised.value)
    assert message.startswith(f"partials/_earlier.mjml.j2, line {line}: ")
    assert reason in message


def test_an_error_names_the_folder_at_hand_when_another_has_the_same_text(tmp_path: Path) -> None:
    """What the text became is kept; where it stands is looked at each time."""
    text = "{# 1 #}\n{{ 1 / 0 }}\n"
    for number in (1, 2):
        layout = f"layouts/mine{number}"
        folder = own(tmp_path / str(number), f"{layout}/partials/_earlier.mjml.j2", text)
        with pytest.raises(RenderError, match=f"^{layout}/partials/_earlier.mjml.j2, line 2: "):
            render_mail(replace(rich_issue(), layout=f"mine{number}"), overrides=folder)


def test_a_text_that_many_folders_have_is_compiled_once(tmp_path: Path) -> None:
    """The snapshots of an archive differ in few of their texts."""
    folders = [own(tmp_path / name, "issue.txt.j2", "{{ 1 }}\n" * 5000) for name in "ab"]
    seconds = []
    for folder in folders:
        begin = time.process_time()
        assert text_template("issue.txt.j2", folder).render({}).startswith("1\n1\n")
        seconds.append(time.process_time() - begin)
    assert seconds[1] < seconds[0] / 3


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
        render_mail(rich_issue(), overrides=folder)


def test_stock_templates_never_write_a_bare_zero() -> None:
    """`padding="0 32px"` makes the MJML parser compute widths that overflow in Word."""
    for path in STOCK.rglob("*.mjml.j2"):
        paddings = re.findall(r'\bpadding[\w-]*="([^"{]*)"', path.read_text(encoding="utf-8"))
        assert not [one for one in paddings if "0" in one.split()], path.name


def test_stock_style_sheets_keep_to_one_concern() -> None:
    """Inlined rules take no !important; what overrides them stays in sheets of its own."""
    styles = (STOCK / "partials" / "_styles.mjml.j2").read_text(encoding="utf-8")
    inlined, *kept = styles.split("<style")[1:]
    assert "!important" not in inlined
    assert all(sheet.count("@media") <= 1 for sheet in kept)


LONG = "{% for i in range(99999) %}"
ENDLESS = {
    "loops within loops": f"{LONG}{LONG}{LONG}{{% endfor %}}{{% endfor %}}{{% endfor %}}",
    "loops that leave everything out": (
        f"{LONG}{{% for i in range(99999) if i is string %}}{{% endfor %}}{{% endfor %}}"
    ),
    "a macro that calls itself twice": (
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(90) }}"
    ),
    "a caller within a caller": (
        "{% macro m(n) %}{% if n %}{% call m(n - 1) %}{% endcall %}{{ caller() }}"
        "{% call m(n - 1) %}{% endcall %}{% endif %}{% endmacro %}"
        "{% call m(90) %}{% endcall %}"
    ),
    "a block that prints itself twice": (
        "{% set depth = namespace(n=0) %}{% block b %}{% if depth.n < 50 %}"
        "{% set depth.n = depth.n + 1 %}{{ self.b() }}{{ self.b() }}"
        "{% set depth.n = depth.n - 1 %}{% endif %}{% endblock %}"
    ),
    "an include of itself, twice": (
        "{% set n = (n|default(0)) + 1 %}{% if n < 90 %}"
        '{% include "issue.txt.j2" %}{% include "issue.txt.j2" %}{% endif %}'
    ),
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_a_template_that_does_not_end_is_stopped(tmp_path: Path, text: str) -> None:
    """The message names the template and says what to look for."""
    template = text_template("issue.txt.j2", own(tmp_path, "issue.txt.j2", text))
    with pytest.raises(RenderError, match=r"issue\.txt\.j2, line 1: .*did not end .*look for"):
        template.render({}, seconds=0.1)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{% for i in range(10**12) %}{% endfor %}", "Range too big"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "calls itself"),
        ("{{ lipsum(10**9) }}", "there is no `lipsum` here"),
    ],
)
def test_what_can_never_end_does_not_begin(tmp_path: Path, text: str, reason: str) -> None:
    """A range without bounds, a macro of nothing but itself, words without end."""
    template = text_template("issue.txt.j2", own(tmp_path, "issue.txt.j2", text))
    with pytest.raises(RenderError, match=reason):
        template.render({}, seconds=60)


def test_the_time_of_another_thread_is_its_own(tmp_path: Path) -> None:
    """The desk renders in threads: each is stopped, and none by the work of the other."""
    folder = own(tmp_path, "issue.txt.j2", ENDLESS["loops within loops"])
    own(tmp_path, "short.txt.j2", "short")

    def ends(name: str) -> str:
        try:
            return text_template(name, folder).render({}, seconds=0.2)
        except RenderError as error:
            return str(error)

    with ThreadPoolExecutor() as threads:
        endless, short, other = threads.map(ends, ["issue.txt.j2", "short.txt.j2", "issue.txt.j2"])
    assert "did not end" in endless
    assert short == "short"
    assert "did not end" in other


def test_the_last_words_of_a_headline_stay_together(tmp_path: Path) -> None:
    """By a filter."""
    own(tmp_path, "issue.txt.j2", "{{ 'Strike unsettles plans of talks'|unbroken }}\n")
    assert render_mail(rich_issue(), overrides=tmp_path).text == (
        "Strike unsettles plans of\u00a0talks\n"
    )
