"""Blurbs: whole sentences of the articles, without what is about the page."""

from dataclasses import replace

import pytest
from selection.news import GENEVA, article

from digest.model.articles import Article
from digest.selection.blurbs import blurb
from digest.selection.cleaning import own_words

MORE = "The guns fell silent at noon. Observers arrive on Friday."


def told(summary: str, text: str = "", title: str = "Ceasefire") -> Article:
    """An article with this summary and text."""
    return replace(article("a", title, summary=summary), text=text)


@pytest.mark.parametrize(
    "crumbs",
    [
        "{} The post Ceasefire signed appeared first on The Gazette.",
        "{} Read more...",
        "{} [Continue reading →]",
        "{} keep reading Show less",
        "{} keep readingShow less",
        "GENEVA (Reuters) - {}",
        "GENEVA, Aug 6 (AP) — {}",
        "(AFP) – {}",
        "By Ada Lind and Bo Marsh\n{}",
        "{} (Photo by Cy Wren/Agency)",
        "Photo credit: Cy Wren\n\n{}",
        "{} https://gazette.example/x",
        "{} Follow our live blog for the latest updates",
        "{} Sign up for our weekly newsletter.",
    ],
)
def test_what_is_about_the_page_goes(crumbs: str) -> None:
    """Bylines, datelines, credits and invitations leave the sentence alone."""
    assert blurb([told(crumbs.format(GENEVA))], words=60) == GENEVA


@pytest.mark.parametrize(
    "sentence",
    [
        "The post office in Geneva reopened on Friday.",
        "By Friday the talks had failed.",
        "More people read more books in the war.",
        "A photo of the minister by the lake caused anger.",
        "NATO – a club of 32 – agreed.",
    ],
)
def test_sentences_that_only_look_like_crumbs_stay(sentence: str) -> None:
    """Cleaning takes no words of the matter itself."""
    assert own_words(sentence) == sentence


def test_it_ends_at_a_sentence_within_the_words_asked_for() -> None:
    """With 20 words only the first of three sentences fits whole, with 25 two."""
    whole = told(f"{GENEVA} {MORE}")
    assert blurb([whole], words=20) == GENEVA
    assert blurb([whole], words=22) == f"{GENEVA} The guns fell silent at noon."
    assert blurb([whole], words=3) == ""


def test_a_summary_that_the_feed_cut_off_loses_its_last_piece() -> None:
    """Nothing is printed that stops with dots or in the middle of a quotation."""
    assert blurb([told(f"{GENEVA} It is said that the ...")], words=60) == GENEVA
    assert blurb([told(f'{GENEVA} "We will see. And then')], words=60) == GENEVA


def test_the_text_stands_in_where_the_summary_is_cut_or_a_caption() -> None:
    """The first whole sentences of the text are taken instead."""
    assert blurb([told("Ministers in Geneva said …", text=MORE)], words=60) == MORE
    caption = "Ministers shake hands in Geneva. (Cy Wren/Agency via Getty Images)"
    assert blurb([told(caption, text=MORE)], words=60) == MORE


def test_a_line_without_its_full_stop_gets_one() -> None:
    """A dek is often written so; a line that breaks off is not a sentence."""
    assert blurb([told("Ministers sign after nine days")], words=60) == (
        "Ministers sign after nine days."
    )
    assert blurb([told("Ministers sign the paper with the")], words=60) == ""


def test_the_headline_is_not_repeated() -> None:
    """A summary that says only the headline is no blurb."""
    assert blurb([told("Ceasefire in Geneva.", title="Ceasefire in Geneva")], words=60) == ""


def test_several_reports_share_a_blurb_that_says_nothing_twice() -> None:
    """The sentence that both have is there once, and every sentence is somebody's own."""
    other = article("b", "Guns silent", source="Courier", summary=f"{GENEVA} {MORE}")
    both = blurb([told(GENEVA), other], words=60)
    assert both.count(GENEVA) == 1
    assert "Observers arrive on Friday." in both
