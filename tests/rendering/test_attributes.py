"""Alt texts and links come out of rendering as they were given, in every script."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rendering.issues import lead_item, picture, plain_issue
from rendering.pages import Page

from digest.errors import RenderError
from digest.rendering import render_mail
from digest.rendering.self_check import raise_if_dropped
from digest.text import without_controls

# What stands for a telling sign on the way through; a stranger's own is taken out.
CARRIERS = re.compile("[\ue000-\ue00c]")
NO_ADDRESS = re.compile(r"[\s<>\"]")


def page(*, alt: str = "", url: str = "https://a.example/", templates: Path | None = None) -> Page:
    """An issue whose lead has that alt text and that link."""
    lead = replace(lead_item(), image=replace(picture("talks"), alt=alt), url=url)
    return Page(render_mail(replace(plain_issue(), lead=lead), overrides=templates).html)


def alt_of(page: Page) -> str:
    """The alt text of the only picture."""
    (image,) = page.all("img")
    return image.attributes["alt"]


@pytest.mark.parametrize(
    "alt",
    [
        "Turnout rose 50% in the north",
        "وزير الخارجيّة يتحدّث في إسطنبول",
        "नई दिल्ली में बैठक",
        "I ❤️ the harbour [archive photo] 👩‍👩‍👧",
        "Le «\u00a0sommet\u00a0» de Rafah",
        "Zürich, decomposed: Zu\u0308rich, soft\u00adly",
        r"C:\maps\u{651} {{ x }} &u0; &amp;u0;",
        "\"Two\" <delegations> & 'one' table",
    ],
)
def test_an_alt_text_is_read_as_it_was_written(alt: str) -> None:
    """MJML would write what Rust cannot print as an escape."""
    assert alt_of(page(alt=alt)) == alt


@pytest.mark.parametrize(
    ("url", "written"),
    [
        (
            "https://a.example/दिल्ली",
            "https://a.example/%E0%A4%A6%E0%A4%BF%E0%A4%B2%E0%A5%8D%E0%A4%B2%E0%A5%80",
        ),
        (
            "https://a.example/محمّد?q=é#ü",
            "https://a.example/%D9%85%D8%AD%D9%85%D9%91%D8%AF?q=%C3%A9#%C3%BC",
        ),
        ("https://a.example/50%/a%20b", "https://a.example/50%25/a%20b"),
        ("https://u:p@Zürich.example:81/ß", "https://u:p@xn--zrich-kva.example:81/%C3%9F"),
        ("https://straße.example/", "https://xn--strae-oqa.example/"),
        ("mailto:desk@a.example?subject=a%20b", "mailto:desk@a.example?subject=a%20b"),
        ("https://a.example/\x01\ud800x", "https://a.example/%01x"),
    ],
)
def test_a_link_is_written_in_ascii(url: str, written: str) -> None:
    """Mail programs and plain text know no other; the host is asked for as browsers do."""
    assert set(page(url=url).links()) >= {written}


def test_a_host_that_no_name_server_knows_is_not_linked() -> None:
    """A label of a mark alone has no ASCII form; the headline stays."""
    shown = page(url="https://\u0651.example/")
    assert "\u0651" not in "".join(shown.links())
    assert "Ferry talks resume" in shown.text


@pytest.mark.parametrize(
    "words",
    ["https://\u0651\x00\ud800", "https://\u0651\ufffe", "https://a.example/\x00", "mailto:\x01é"],
)
def test_words_that_begin_as_an_address_stop_no_build(words: str) -> None:
    """MJML breaks off at a control character, wherever it stands."""
    lead = replace(lead_item(), headline=words, source=words, byline=words)
    assert (
        "customs house at Veldt" in Page(render_mail(replace(plain_issue(), lead=lead)).html).text
    )


@given(st.text(st.characters(categories=None, exclude_categories=())), st.text())
def test_every_character_comes_out_as_it_went_in(alt: str, path: str) -> None:
    """Of all categories of Unicode, but for controls and line ends, which no alt text keeps."""
    address = "https://a.example/" + NO_ADDRESS.sub("", path)
    shown = page(alt=f"A {alt} z", url=address)
    meant = CARRIERS.sub("", without_controls(f"A {alt} z"))
    assert alt_of(shown).split() == meant.split()
    assert unquote(address) in {unquote(link) for link in shown.links()}


LETTER = """\
<mjml><mj-body><mj-section><mj-column><mj-text>
<p id="item-lead-1">Text</p><p id="item-bullet-0">Text</p>
{picture}
</mj-text></mj-column></mj-section></mj-body></mjml>
"""


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r'alt="C:\maps"', r"C:\maps"),
        ("alt='He said \"no\"'", 'He said "no"'),
        ('alt="Two\n\tlines"', "Two\n\tlines"),
        ('src="https://a.example/?a="\n alt="&u0; Ä"', "&u0; Ä"),
    ],
)
def test_a_template_of_ones_own_may_write_values_as_html_does(
    tmp_path: Path, written: str, read: str
) -> None:
    """Backslashes, other quotes, lines."""
    (tmp_path / "issue.mjml.j2").write_text(LETTER.format(picture=f"<img {written} />"), "utf-8")
    assert alt_of(page(templates=tmp_path)) == read


@pytest.mark.parametrize(
    ("mjml", "html"),
    [
        ('<mj-image alt="A ferry" />', '<img alt="A f\\u{65}rry">'),
        ('<a href="https://a.example/é">', "<a>"),
    ],
)
def test_what_mjml_changes_or_loses_is_told(mjml: str, html: str) -> None:
    """By its words, before anything is inlined."""
    with pytest.raises(RenderError, match=r"MJML lost or changed '(A ferry|https://a\.example/é)'"):
        raise_if_dropped(f"<mj-body>{mjml}</mj-body>", html)


def test_what_mjml_may_leave_out_or_make_longer_is_no_loss() -> None:
    """Comments, defaults that no element takes, and the address of a page that shares a link."""
    raise_if_dropped(
        '<mj-head><mj-button href="https://a.example/unused" /></mj-head><mj-body>'
        '<!-- <img alt="gone"> --><mj-social-element href="https://a.example/b" /></mj-body>',
        '<a href="https://share.example/?u=https://a.example/b">',
    )
