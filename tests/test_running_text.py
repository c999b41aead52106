"""Cleaned HTML and plain text become paragraphs of spans."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digest.model.issues import Emphasis, Paragraph, ParagraphKind, Span
from digest.running_text import (
    linked_spans,
    marked_words,
    paragraphs_of_html,
    paragraphs_of_text,
)
from digest.text import linked_only_to, unlinked


def test_a_paragraph_keeps_links_and_emphasis() -> None:
    """Words around a link stay apart from it by their spaces."""
    html = '<p>He told <a href="https://a.example/x">the <em>paper</em></a> so.</p>'
    (paragraph,) = paragraphs_of_html(html)
    assert paragraph.spans == (
        Span(text="He told "),
        Span(text="the ", url="https://a.example/x"),
        Span(text="paper", url="https://a.example/x", emphasis=Emphasis.EMPHASIS),
        Span(text=" so."),
    )


def test_neighbours_alike_are_one_span_again_when_nothing_stands_between_them() -> None:
    """Emphasis of a space that is one too many leaves no trace."""
    (paragraph,) = paragraphs_of_html("<p>He <em> </em>told<br><b> </b><br>it<em> </em></p>")
    assert paragraph.spans == (Span(text="He told it"),)


def test_blocks_become_paragraphs_of_their_kind() -> None:
    """Headings, quotations and list items are told apart; captions and pictures go."""
    html = (
        "<h2>Talks</h2><p>One.</p><blockquote><p>Two.</p></blockquote><ul><li>Three.</li></ul>"
        '<figure><img src="https://a.example/i.jpg"><figcaption>Photo: X</figcaption></figure>'
    )
    told = [(one.kind, one.spans[0].text) for one in paragraphs_of_html(html)]
    assert told == [
        (ParagraphKind.HEADING, "Talks"),
        (ParagraphKind.TEXT, "One."),
        (ParagraphKind.QUOTE, "Two."),
        (ParagraphKind.BULLET, "Three."),
    ]


def test_text_outside_any_tag_is_a_paragraph() -> None:
    """Feeds often send bare text and line breaks."""
    assert paragraphs_of_html("One<br>two") == (Paragraph(spans=(Span(text="One two"),)),)


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    """Even if the cleaning failed, nothing else becomes a link."""
    (paragraph,) = paragraphs_of_html('<p><a href="javascript:alert(1)">x</a></p>')
    assert paragraph.spans == (Span(text="x"),)


def test_blank_lines_part_plain_text() -> None:
    """A single line break is only a space."""
    told = [one.spans[0].text for one in paragraphs_of_text("One\ntwo.\n\n \nThree.")]
    assert told == ["One two.", "Three."]


def test_an_editor_links_in_a_blurb() -> None:
    """[words](https://…) is the one piece of markup that an editor's text has."""
    assert linked_spans("Talks ended, [according to AP](https://ap.example/1).") == (
        Span(text="Talks ended, "),
        Span(text="according to AP", url="https://ap.example/1"),
        Span(text="."),
    )


def test_an_address_may_hold_words_in_parentheses() -> None:
    """As many of encyclopedias do; the parenthesis around a link is not part of it."""
    assert linked_spans("In ([Ankara](https://wiki.example/Ankara_(city)), then.)") == (
        Span(text="In ("),
        Span(text="Ankara", url="https://wiki.example/Ankara_(city)"),
        Span(text=", then.)"),
    )


def test_brackets_without_an_address_stay_text() -> None:
    """ "[...]" and "[sic](note)" are what they are."""
    for text in ("He [the minister] left [...]", "[sic](note)", "[x](javascript:alert(1))"):
        assert linked_spans(text) == (Span(text=text),)


@given(st.text(alphabet="<>/apbrem \n=\"'&;x", max_size=80))
def test_no_html_breaks_the_reader(html: str) -> None:
    """Whatever the tags, spans hold text without runs of spaces, and none is empty."""
    for paragraph in paragraphs_of_html(html):
        assert paragraph.spans
        joined = "".join(span.text for span in paragraph.spans)
        assert joined == joined.strip() != ""
        assert "  " not in joined


def test_a_strangers_words_make_no_link() -> None:
    """Neither as plain text nor as HTML."""
    words = "Talks ended, [said AP](https://ap.example/1)."
    plain = (Paragraph(spans=(Span(text="Talks ended, said AP."),)),)
    assert paragraphs_of_text(words) == paragraphs_of_html(f"<p>{words}</p>") == plain


def test_a_paragraph_is_written_as_the_page_writes_it() -> None:
    """And read there, it has the same links."""
    html = '<p>The <a href="https://a.example/x_(1)">[old] port</a> is <em>closed</em>.</p>'
    (paragraph,) = paragraphs_of_html(html)
    words = marked_words(paragraph)
    assert words == "The [(old) port](https://a.example/x_%281%29) is closed."
    assert linked_spans(words)[1] == Span(text="(old) port", url="https://a.example/x_%281%29")


@pytest.mark.parametrize(
    "html",
    [
        "<p>See [click](<em>http://evil.example/x)</em> now.</p>",
        "<p>See <b>[click](</b>http://evil.example/x) now.</p>",
        "<p>See [click](<em></em>http://evil.example/x) now.</p>",
        '<p>See [<a href="mailto:a@b.example">click</a>](<i>http://evil.example/x</i>) now.</p>',
    ],
)
def test_words_torn_by_tags_are_no_link_when_they_are_written(html: str) -> None:
    """Only an `a` of the piece is one."""
    (paragraph,) = paragraphs_of_html(html)
    assert not any(span.url for span in linked_spans(marked_words(paragraph)))


TORN = st.lists(
    st.sampled_from(
        ["[", "]", "(", ")", "](", "https://a.example", " ", "words", "[x](http://b", "(c)"]
    )
).map("".join)


@example("[[x](https://a.example)](https://b.example)", "")
@example("[words", "](https://a.example)")
@given(TORN, TORN)
def test_no_strangers_words_make_a_link_together(one: str, other: str) -> None:
    """Whole, torn or nested, alone or side by side."""
    joined = f"{unlinked(one)} {unlinked(other)}"
    assert not any(span.url for span in linked_spans(joined))


KNOWN = "[known](https://known.example)"
TORN_OR_KNOWN = st.lists(st.one_of(TORN, st.just(KNOWN))).map("".join)


@example("[Monday [that](https://evil.example/x) the bridge](https://evil.example/login)")
@example("[said](" + "[https://evil.example](https://evil.example/x))")
@example(f"[said {KNOWN} so](https://evil.example)")
@given(TORN_OR_KNOWN)
def test_only_links_to_known_addresses_stay(words: str) -> None:
    """Whole, torn or nested: none that goes leaves the parts of another."""
    told = linked_only_to(f"{KNOWN} {words}", {"https://known.example"})
    assert {span.url for span in linked_spans(told)} <= {"", "https://known.example"}
    assert told.startswith(KNOWN)
