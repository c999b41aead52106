"""The text part: 72 columns, numbered links, and all that a reader must be able to do."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rendering.issues import (
    arabic_issue,
    chinese_issue,
    long_headline_issue,
    rich_issue,
)

from digest.model.issues import Issue
from digest.rendering import render_mail
from digest.rendering.plaintext import Footnotes, wrap
from digest.text import columns


@pytest.mark.parametrize(
    "issue", [rich_issue(), long_headline_issue(), arabic_issue(), chinese_issue()]
)
def test_no_line_but_an_address_is_wider_than_72_columns(issue: Issue) -> None:
    """Also where letters are two columns wide and there are no spaces."""
    for line in render_mail(issue).text.splitlines():
        assert columns(line) <= 72 or "https://" in line


def test_every_number_has_its_address() -> None:
    """The numbers in the text are those of the list at the end, without a gap."""
    text = render_mail(rich_issue()).text
    body, _, listed = text.partition("\nLinks\n")
    numbers = {int(number) for number in re.findall(r"\[(\d+)\]", body)}
    addresses = dict(re.findall(r"^\[(\d+)\] (https://\S+)$", listed, re.MULTILINE))
    assert numbers == {int(number) for number in addresses}
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert addresses["1"] == "https://harbour.example/2024/ferry-talks?utm_source=rss"


def test_the_calls_and_the_way_out_are_there() -> None:
    """Subscribe, unsubscribe, preferences, view in browser, and the postal address."""
    text = render_mail(rich_issue()).text
    for line in (
        "Subscribe:\nhttps://harbour.example/subscribe",
        "Make us a preferred source:\nhttps://www.google.com/preferences/source?q=harbour.example",
        "Unsubscribe:\nhttps://harbour.example/unsubscribe?list=watch&reader=1",
        "Preferences:\nhttps://harbour.example/preferences",
        "View in browser:\nhttps://harbour.example/issues/2024-08-09/",
        "The Harbour Review, 4 Quay Lane, Orl",
    ):
        assert f"\n{line}\n" in text


def test_every_kind_of_paragraph_is_told_apart() -> None:
    """Quotes and bullets keep their marks on every line they need."""
    text = render_mail(rich_issue()).text
    assert "> “A timetable is a promise made to the tide. We were not asked, and\n> neither" in text
    assert "* Two tugs on call at either quay, paid by both treasuries." in text
    assert "Also covered by Ocean Wire [3], La Dársena (Spanish) [4]" in text


def test_dates_and_words_speak_the_newsletters_language() -> None:
    """The date and the stock words are localised."""
    german = replace(rich_issue(), masthead=replace(rich_issue().masthead, language="de-AT"))
    assert "Freitag, 9. August 2024" in render_mail(german).text
    assert "Im Browser ansehen:" in render_mail(german).text
    assert "الجمعة، 9 أغسطس 2024" in render_mail(arabic_issue()).text
    assert "2024年8月9日星期五" in render_mail(chinese_issue()).text


def test_georgian_has_no_capitals() -> None:
    """Its letters have some, which hardly any font shows; Latin ones beside them have theirs."""
    georgian = replace(rich_issue().masthead, title="საქართველო Weekly", language="ka")
    mail = render_mail(replace(rich_issue(), masthead=georgian))
    assert "\nსაქართველო WEEKLY\n" in f"\n{mail.text}"
    assert "text-transform:uppercase" not in mail.html
    assert "text-transform:uppercase" in render_mail(rich_issue()).html


def test_a_language_that_nobody_knows_gets_iso_dates() -> None:
    """Better a plain date than none."""
    unknown = replace(rich_issue(), masthead=replace(rich_issue().masthead, language="qqq"))
    assert "\n2024-08-09\n" in render_mail(unknown).text


def test_indents_and_wide_letters_are_counted() -> None:
    """A line break may fall between ideographs, but not before a full stop."""
    wrapped = wrap("谈" * 35 + "。" + "判" * 3, "* ", "  ").splitlines()
    assert wrapped == ["* " + "谈" * 34, "  谈。判判判"]


def test_a_long_address_is_not_broken() -> None:
    """It stands whole on its own line."""
    address = "https://a.example/" + "x" * 80
    assert wrap(f"See {address} now").splitlines() == ["See", address, "now"]


@given(st.text(), st.sampled_from(["", "* ", "> "]))
def test_wrapping_loses_no_letter(text: str, first: str) -> None:
    """Only white space changes."""
    lines = wrap(text, first).split("\n")
    assert all(line.startswith(first) for line in lines)
    assert "".join("".join(line[len(first) :] for line in lines).split()) == "".join(text.split())


def test_an_address_keeps_its_number() -> None:
    """The same link twice is one footnote; no address, no number."""
    ref = Footnotes()
    assert [ref("https://a"), ref("https://b"), ref("https://a"), ref("")] == [
        " [1]",
        " [2]",
        " [1]",
        "",
    ]
    assert list(ref) == [(1, "https://a"), (2, "https://b")]
