"""Reading HTML once: elements, texts, extents; the standard library's parser as the judge."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from digest.checks.css import declarations
from digest.checks.document import read_html

WORDS = st.text(alphabet="ab é<&\"'>水 \n", max_size=12)
NAMES = st.sampled_from(["p", "div", "td", "a", "img", "br"])


class Judge(HTMLParser):
    """What html.parser sees: start tags with their attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag; of two attributes of a name the first counts, as in browsers."""
        self.tags.append((tag, {name: value or "" for name, value in reversed(attrs)}))

    def handle_data(self, data: str) -> None:
        """Note the text."""
        self.words += data


def escaped(text: str) -> str:
    """Text as a serialiser writes it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> str:
    """HTML as a serialiser writes it: everything escaped, everything closed."""
    parts = []
    for _ in range(draw(st.integers(0, 3))):
        name, words = draw(NAMES), escaped(draw(WORDS))
        attribute = f' title="{escaped(draw(WORDS))}"' if draw(st.booleans()) else ""
        if name in {"img", "br"}:
            parts.append(f"<{name}{attribute}>{words}")
        else:
            inner = draw(trees(depth - 1)) if depth else ""
            parts.append(f"<{name}{attribute}>{words}{inner}</{name}><!-- {escaped(words)} -->")
    return "".join(parts)


@given(trees())
def test_it_sees_what_the_standard_parser_sees(html: str) -> None:
    """The same tags, attributes and text, for anything that a serialiser can write."""
    document, judge = read_html(html), Judge(html)
    assert [(one.name, dict(one.attributes)) for one in document.elements] == judge.tags
    assert "".join(text.words for text in document.texts) == judge.words


@given(st.text(alphabet="<>/=\"'ab !-[]&;", max_size=60))
def test_no_html_however_broken_raises(html: str) -> None:
    """Whatever it is given, it reads; every extent lies within the HTML, around its own start."""
    document = read_html(html)
    for element in document.elements:
        assert 0 <= element.start < element.end <= len(html)
        assert element.parent < element.number


def test_text_is_found_inside_and_ancestors_around() -> None:
    """A link's words, what is in it and what is around it."""
    document = read_html('<div id="a"><p>One <a href="/x">two <b>three</b></a> four</p></div>')
    link = next(document.named("a"))
    assert document.text(link) == "two three"
    assert [inner.name for inner in document.inside(link)] == ["b"]
    assert [outer.name for outer in document.around(link)] == ["p", "div"]


def test_styles_titles_and_comments_are_not_text() -> None:
    """They are kept apart, entities in the title resolved."""
    document = read_html(
        "<title>A &amp; B</title><style>p{}</style><!--[if mso]><b>x</b><![endif]-->y"
    )
    assert (document.title, document.sheets, document.readable) == ("A & B", ("p{}",), "y")
    assert document.comments == ("[if mso]><b>x</b><![endif]",)


def test_a_shorthand_replaces_what_it_is_short_for() -> None:
    """A background after a background colour, and not the other way round."""
    assert dict(declarations("background-color:red;background:blue")) == {"background": "blue"}
    assert len(declarations("background:blue;background-color:red")) == 2


def test_the_later_declaration_wins() -> None:
    """As in a browser; names in any case; no colon, no declaration."""
    style = "COLOR: red; color: #111111 !important; nothing; margin:0"
    assert dict(declarations(style)) == {"color": "#111111", "margin": "0"}


def test_the_first_title_is_the_mails() -> None:
    """As in browsers; one without words is none."""
    assert read_html("<title> </title><title>Sluice</title><title>Barge</title>").title == "Sluice"
