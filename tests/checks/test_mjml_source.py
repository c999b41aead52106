"""Reading MJML templates with Jinja in them."""

import pytest

from digest.checks.mjml_source import components, tags_of, without_jinja


def nests(template: str) -> list[tuple[str, str, int]]:
    """Each tag with what is around it and its line."""
    return [(tag.name, tag.parent, tag.line) for tag in tags_of(template)]


def test_lines_stay_where_they_are() -> None:
    """Jinja is blotted out character by character, line ends kept."""
    template = "{# a\nb #}\n{{ c }}<mj-text>"
    assert without_jinja(template).count("\n") == 2
    assert len(without_jinja(template)) == len(template)
    assert nests(template) == [("mj-text", "", 3)]


def test_branches_begin_where_the_first_began() -> None:
    """Two opening tags in two branches are one nest."""
    template = (
        "{% if a %}<mj-section>{% else %}<mj-section>{% endif %}"
        "<mj-column></mj-column></mj-section><mj-section>"
    )
    assert [parent for _, parent, _ in nests(template)] == ["", "", "mj-section", ""]


def test_what_a_comment_says_opens_and_ends_no_branch() -> None:
    """Nor do words in quotation marks; the lines after it stay."""
    template = "{% if a %}<mj-section>{# {% else %}\nwas #}{{ '{% else %}' }}<mj-column>{% endif %}"
    assert nests(template) == [("mj-section", "", 1), ("mj-column", "mj-section", 2)]


@pytest.mark.parametrize(
    "name", ["mj-{{ k }}", "{{ k }}", "mj-{% if a %}text{% else %}button{% endif %}"]
)
def test_a_tag_that_jinja_names_may_be_any(name: str) -> None:
    """It is left out, and nothing is said of what is in it."""
    template = f"<mj-section><{name} a='b'><mj-text></mj-text></{name}><mj-column>"
    assert nests(template) == [
        ("mj-section", "", 1),
        ("mj-text", "", 1),
        ("mj-column", "mj-section", 1),
    ]


def test_html_in_a_text_is_left_out() -> None:
    """Only a stray component in it is seen."""
    template = "<mj-text><p>a</p><mj-button></mj-button></mj-text>"
    assert nests(template) == [("mj-text", "", 1), ("mj-button", "mj-text", 1)]


def test_jinja_in_a_tag_is_no_attribute() -> None:
    """Neither a statement nor an expression that stands for attributes; a value's part is."""
    (tag,) = tags_of('<mj-text {% if a > b %}color="{{ c }}"{% endif %} {{ d }}="e" />')
    assert list(tag.attributes) == ["color"]


def test_the_table_is_mjmls() -> None:
    """31 components with their attributes, and where the table is from."""
    table = components()
    assert len(table.attributes) == 31
    assert "css-class" not in table.attributes["mj-text"]
    assert "mj-text" in table.children["mj-column"]
    assert "mj-text" in table.holds_text
    assert "MIT" in table.notice
