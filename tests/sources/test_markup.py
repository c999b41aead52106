"""Markup of strangers: what is left of it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.sources.entries.markup import (
    DEEPEST,
    LARGEST,
    clean_html,
    plain_line,
    readable_text,
    text_as_html,
)

BASE = "https://example.com/2026/story"


@pytest.mark.parametrize(
    ("markup", "cleaned"),
    [
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ('<p onclick="x()" style="color:red" class="y" id="z">a</p>', "<p>a</p>"),
        ('<a href="javascript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="&#14;javascript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="java&#10;script:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="/b">a</a>', '<a href="https://example.com/b">a</a>'),
        ('<a href="//cdn.example.com/b">a</a>', '<a href="https://cdn.example.com/b">a</a>'),
        ('<a href="mailto:a@b.example">a</a>', '<a href="mailto:a@b.example">a</a>'),
        ("<svg/onload=alert('XSS')>", ""),
        ("<style>p{color:red}</style><p>a</p>", "<p>a</p>"),
        ("<iframe src='https://example.com'></iframe><p>a</p>", "<p>a</p>"),
        ("<section><p>a</p></section>", "<div><p>a</p></div>"),
        ("<p>a</p><p> </p><p><a href='/b'></a></p>", "<p>a</p>"),
        ("<p>a\u202eb\x00c&#1;d</p>", "<p>abcd</p>"),
        ("<p>\ud800a</p>", "<p>a</p>"),
        ("<!-- a --><p>b</p>", "<p>b</p>"),
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3"),
        ('<img src="data:image/png;base64,AAAA"><p>a</p>', "<p>a</p>"),
    ],
)
def test_only_harmless_markup_is_left(markup: str, cleaned: str) -> None:
    """Scripts, styles, handlers and foreign schemes go; text, links and structure stay."""
    assert clean_html(markup, BASE) == cleaned


@pytest.mark.parametrize(
    "link",
    [
        '<a href="b">a</a>',
        "<a href='b'>a</a>",
        "<a href=b>a</a>",
        '<A HREF="b">a</A>',
        '<a href = "b">a</a>',
        '<a href\n=\n"b">a</a>',
        '<a href=" b ">a</a>',
        '<a title="https://a.example/" href="b">a</a>',
        '<a href="//example.com/2026/b">a</a>',
        '<a href="&#47;2026&#47;b">a</a>',
    ],
)
def test_a_link_is_resolved_however_it_is_written(link: str) -> None:
    """Also where a whole one stands before it."""
    whole = '<a href="https://a.example/">a</a>'
    resolved = '<a href="https://example.com/2026/b">a</a>'
    cleaned = clean_html(whole + link, BASE).replace(' title="https://a.example/"', "")
    assert cleaned == whole + resolved


_ADDRESSES = st.sampled_from(
    [
        *("b", "/b", "//c.example/b", "?q", "#f", "", "https://a.example/b", "HTTP://a.example"),
        *("https:b", "http:/b", "https:///b", "mailto:a@b.example", "mailto", "javascript:b"),
        *("&#104;ttp://b", "ht\ntp:b"),
    ]
)
_LINKS = st.builds(
    "<{} {}{}{}{}{}{}>".format,
    st.sampled_from(["a", "A", "img", "img alt=c", "a title='href=\"https://d.example\"'"]),
    st.sampled_from(["href", "HREF", "src", "Src", "srcset", "data-src", "hrefs", "x=y href"]),
    st.sampled_from(["=", " = ", "\n=", "=\t", "\x0c=\x0c"]),
    st.shared(st.sampled_from(['"', "'", "", " "]), key="quotation"),
    st.sampled_from(["", " ", "\n"]),
    _ADDRESSES,
    st.shared(st.sampled_from(['"', "'", "", " "]), key="quotation"),
)


@given(st.lists(_LINKS | st.sampled_from(["a", "</a>", "<p>", "<"]), max_size=6))
def test_no_relative_link_is_overlooked(parts: list[str]) -> None:
    """A relative link before it, which is surely seen, changes nothing of the rest."""
    markup = "x" + "".join(parts)
    assert clean_html("<a href=b></a>" + markup, BASE) == clean_html(markup, BASE)


@pytest.mark.parametrize(
    "pixel",
    [
        '<img src="https://a.example/x.png" width="1" height="1">',
        '<img src="https://a.example/x.png" width=0>',
        '<img src="https://a.example/x.png" style="display: none">',
        '<img src="https://pixel.wp.example/b.gif?v=1">',
        '<img src="https://feeds.feedburner.com/~r/Wire/~4/abc">',
        '<img src="https://a.example/images/spacer.gif">',
        "<img alt='no source'>",
    ],
)
def test_pictures_that_only_count_readers_are_dropped(pixel: str) -> None:
    """One-pixel, hidden and known counting pictures are no pictures."""
    assert clean_html(f"<p>a{pixel}</p>", BASE) == "<p>a</p>"


def test_a_picture_stays_with_its_size_and_description() -> None:
    """What a reader is meant to see is kept, its address made absolute."""
    assert clean_html('<img src="/a.jpg" alt="A" width="640" srcset="b 2x">', BASE) == (
        '<img src="https://example.com/a.jpg" alt="A" width="640">'
    )


def test_markup_that_is_too_deep_comes_back_as_bare_paragraphs() -> None:
    """Mail renderers crash on depth or drop what is below it; the words stay."""
    deep = "<div>" * (DEEPEST + 1) + "<p>a</p>" + "</div>" * (DEEPEST + 1)

    assert clean_html(deep, BASE) == "<p>a</p>"
    assert clean_html("<div>" * 100_000 + "a", BASE) == "<p>a</p>"


def test_markup_that_is_too_large_comes_back_as_bare_paragraphs() -> None:
    """A size that no article has is cut, and holds no markup."""
    html = clean_html("<p><b>word</b> </p>" * LARGEST, BASE)

    assert html.startswith("<p>word</p><p>word</p>")
    assert "<b>" not in html


def test_links_that_are_relative_to_nothing_are_dropped() -> None:
    """Without a base, or with one that is no address, there is nowhere to lead to."""
    assert clean_html('<a href="b">a</a>') == "<a>a</a>"
    assert clean_html('<a href="b">a</a>', "/blog/") == "<a>a</a>"


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        ("AT&amp;T &amp;amp; sons", "AT&T & sons"),
        ("<b>Bold</b> news<br>here", "Bold news here"),
        ("Hello <script>alert(1)</script>", "Hello"),
        ("&lt;img src=x onerror=alert(1)&gt; A", "A"),
        ("<![CDATA[Kyiv &#8217;s]]> plan", "Kyiv ’s plan"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("I <3 trains", "I <3 trains"),
        ("a<b", "a< b"),
        ("  two \n lines\t", "two lines"),
        ("مرحبا \u202eabc", "مرحبا abc"),
        ("<img src=x onerror=alert(1)//", ""),
    ],
)
def test_a_title_is_one_line_of_plain_text(markup: str, line: str) -> None:
    """Entities are decoded, tags go, and nothing is left that a browser would take for one."""
    assert plain_line(markup) == line


def test_readable_text_has_a_blank_line_between_blocks() -> None:
    """Paragraphs, list items and line breaks read as they look; captions stay out."""
    html = clean_html(
        "<h2>Head</h2><p>One\n two<br>three</p><ul><li>a</li><li><p>b</p></li></ul>"
        "<figure><img src='https://a.example/b.jpg'><figcaption>Photo: A</figcaption></figure>"
        "<pre>x\n  y</pre>"
    )

    assert readable_text(html) == "Head\n\nOne two\nthree\n\n• a\n\n• b\n\nx\ny"


def test_the_footer_that_blogs_append_is_no_text() -> None:
    """ "The post … appeared first on …" is about the feed, not in the article."""
    footer = '<p>The post <a href="/a">A</a> appeared first on <a href="/">B</a>.</p>'

    assert clean_html(f"<p>Text.</p>{footer}", BASE) == "<p>Text.</p>"


@given(st.text(st.sampled_from("<>/!?&;=\"' abimgsrconerror\n\x00"), max_size=120))
def test_whatever_comes_in_plain_text_holds_no_tag(markup: str) -> None:
    """No line or text has a bracket that opens like a tag."""
    for text in (plain_line(markup), readable_text(clean_html(markup, BASE))):
        assert not re.search(r"<[a-zA-Z/!?]", text)


@given(st.text(max_size=120))
def test_plain_text_survives_being_markup(text: str) -> None:
    """Text made into markup and cleaned reads as before, white space aside."""
    shown = readable_text(clean_html(text_as_html(text.replace("<", "").replace("&", ""))))

    assert "".join(shown.split()) == "".join(
        plain_line(text.replace("<", "").replace("&", "")).split()
    )


@pytest.mark.parametrize(
    "hostile",
    [
        *("<" * 200_000, "<a" * 100_000, "<!--" * 60_000, "<p>The post " * 20_000, "&" * 200_000),
        *("<a " + "=" * 200_000 + "<", "<img " * 50_000, "=data:" * 40_000, "\n \n" * 80_000),
    ],
)
def test_hostile_markup_takes_no_long_time(hostile: str) -> None:
    """Patterns known to take quadratic time elsewhere end here in about a second."""
    plain_line(hostile)
    readable_text(clean_html(hostile, BASE))


@pytest.mark.parametrize(
    "reference", ["&#" + "9" * 5000, "&#" + "9" * 5000 + ";", "&#x" + "f" * 9000]
)
def test_a_reference_without_end_is_no_character(reference: str) -> None:
    """Python makes no number of so many digits."""
    assert plain_line(f"a {reference} b") == "a \ufffd b"
    assert "b" in readable_text(clean_html(f"<p>a {reference} b</p>"))
