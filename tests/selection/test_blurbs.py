"""Blurbs: whole sentences of the articles, without what is about the page."""

from dataclasses import replace

import pytest
from selection.news import GENEVA, article

from digest.model.articles import Article
from digest.selection.blurbs import blurb, lead_blurb
from digest.selection.cleaning import own_words
from digest.sources.entries.markup import readable_text

MORE = "The guns fell silent at noon. Observers arrive on Friday."


def told(summary: str, text: str = "", title: str = "Ceasefire") -> Article:
    """An article with this summary and text."""
    return replace(article("a", title, summary=summary), text=text)


@pytest.mark.parametrize(
    "crumbs",
    [
        "{} The post Ceasefire signed appeared first on The Gazette.",
        "{} Read more...",
        "{} Continue reading >>>>…",
        "{} Read more »\n#geneva #talks",
        "{} #geneva #talks",
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
        "Under #geneva and #talks they wrote of it.",
        "The company pulled an advertisement after viewers complained.",
        "Teachers say pupils can continue reading at home.",
        "Kinder sollen mehr lesen.",
        "Los niños deben leer más, dice el ministro.",
        "Children keep reading less.",
        "Refugees must sign up here before noon.",
    ],
)
def test_sentences_that_only_look_like_crumbs_stay(sentence: str) -> None:
    """Cleaning takes no words of the matter itself."""
    assert own_words(sentence) == sentence


def test_it_ends_at_a_sentence_within_the_words_asked_for() -> None:
    """With 18 words only the first of three sentences fits whole, with 25 two."""
    whole = told(f"{GENEVA} {MORE}")
    assert blurb([whole], words=18) == GENEVA
    assert blurb([whole], words=22) == f"{GENEVA} The guns fell silent at noon."
    assert blurb([whole], words=3) == ""


def test_a_sentence_that_does_not_fit_is_left_out_and_its_words_go_to_the_next() -> None:
    """The second has six words, the third four: with 20 the third is taken."""
    assert blurb([told(f"{GENEVA} {MORE}")], words=20) == f"{GENEVA} Observers arrive on Friday."


@pytest.mark.parametrize("opener", ["He", "But observers", "This", "Both", "It’s what he"])
def test_after_a_gap_no_sentence_looks_back(opener: str) -> None:
    """Nobody could know whom it means; without the gap it stands."""
    leaning = f"{opener} arrived late."
    text = f"{GENEVA} The guns of both armies fell silent at noon. {leaning}"
    assert blurb([told(text)], words=20) == GENEVA
    assert blurb([told(text)], words=60).endswith(leaning)


def test_a_summary_that_the_feed_cut_off_loses_its_last_piece() -> None:
    """Nothing is printed that stops with dots or in the middle of a quotation."""
    assert blurb([told(f"{GENEVA} It is said that the ...")], words=60) == GENEVA
    assert blurb([told(f'{GENEVA} "We will see. And then')], words=60) == GENEVA


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "Der Kanzler sprach von einem „historischen Fehler“ der Regierung."),
        ("he", 'דובר צה"ל אמר זאת ביום חמישי.'),
        ("hy", "Նախարարը հայտարարեց այդ մասին։ Վարչապետը խոսեց ուրբաթ օրը։"),
    ],
)
def test_other_languages_close_their_quotations_and_sentences(language: str, sentence: str) -> None:
    """By signs that open one in English, or that English has not."""
    assert blurb([told(sentence)], words=60, language=language) == sentence


@pytest.mark.parametrize(
    ("sentence", "stays"),
    [
        ("Coast News’ Ada Lind has more on the talks.", False),
        ("Coast News' Ada Lind reports.", False),
        ("Coast News’ own boat brought the ministers home.", True),
        ("Coast’s Ada Lind signed for the fishermen.", True),
        ("Norland’s Ada Lind signed for the fishermen.", True),
    ],
)
def test_a_sources_own_reporter_is_no_news(sentence: str, *, stays: bool) -> None:
    """What only says who of the source reports is left out; others' people stay."""
    piece = replace(told(f"{GENEVA} {sentence}"), source="Coast News")
    assert (sentence in blurb([piece], words=60)) is stays


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


COURIER = replace(
    article("b", "Guns silent", source="Courier", summary=f"{GENEVA} {MORE}"),
    url="https://courier.example/guns",
)


def test_only_the_told_article_speaks_under_its_name() -> None:
    """Another outlet's sentence is not printed as if the told one had written it."""
    assert blurb([told(GENEVA), COURIER], words=60) == GENEVA


def test_a_mix_names_the_source_of_every_borrowed_sentence() -> None:
    """The told one's sentence stands plain; the others end in a link the page understands."""
    mixed = blurb([told(GENEVA), COURIER], words=60, mix=True)
    assert mixed.count("Foreign ministers") == 1
    assert "Observers arrive on Friday ([Courier](https://courier.example/guns))." in mixed
    assert "The guns fell silent at noon ([Courier](https://courier.example/guns))." in mixed


def test_a_mix_counts_the_named_sources_as_words() -> None:
    """The limit is for what is printed."""
    for words in range(10, 40):
        assert len(blurb([told(GENEVA), COURIER], words=words, mix=True).split()) <= words


def test_where_the_told_article_says_nothing_the_others_are_quoted_by_name() -> None:
    """A caption is no sentence: the other outlet's stand in, as its own."""
    caption = told("Ministers shake hands in Geneva. (Cy Wren/Agency via Getty Images)")
    borrowed = blurb([caption, COURIER], words=60)
    assert borrowed.count("([Courier](https://courier.example/guns))") == 3


@pytest.mark.parametrize(
    "own",
    [
        replace(told(GENEVA), file="pieces/view.md"),
        replace(told(GENEVA), kicker="Analysis"),
        replace(told(GENEVA), lead=True),
    ],
)
def test_a_piece_of_the_newsletter_uses_only_its_own_text(own: Article) -> None:
    """Even with a mix, and even where it has no sentence."""
    assert blurb([own, COURIER], words=60, mix=True) == GENEVA
    assert blurb([replace(own, summary=""), COURIER], words=60, mix=True) == ""


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("Is this the end of the war?", "Is this the end of the war? ({})"),
        ("“It is over now.”", "“It is over now.” ({})"),
        ("He flew to the U.S.", "He flew to the U.S. ({})"),
        ("Ministers sign after nine days", "Ministers sign after nine days ({})."),
    ],
)
def test_a_source_stands_before_the_full_stop_but_after_other_signs(
    sentence: str, printed: str
) -> None:
    """A quotation, a question and an abbreviation keep their last sign."""
    other = replace(COURIER, summary=sentence)
    link = "[Courier](https://courier.example/guns)"
    assert blurb([told(""), other], words=60) == printed.format(link)


def test_a_hostile_name_or_address_breaks_no_link() -> None:
    """Brackets and parentheses are taken out of the way; an address of no web page is left out."""
    odd = replace(COURIER, summary=MORE, source="A]( [B", url="https://courier.example/a_(b)?c=<d>")
    assert blurb([told(""), odd], words=10) == (
        "The guns fell silent at noon ([A)( (B](https://courier.example/a_%28b%29?c=%3Cd%3E))."
    )
    script = replace(COURIER, summary=MORE, url="javascript:alert(1)")
    assert blurb([told(""), script], words=8) == "The guns fell silent at noon (Courier)."


def own(html: str, *, summary: str = "", file: str = "articles/a.md") -> Article:
    """A piece of the newsletter's own with this body."""
    text = readable_text(html)
    piece = article("a", "Night boats", summary=summary or text[:600])
    return replace(piece, html=html, text=text, file=file)


PIECE = (
    '<p>The <a href="https://courier.example/1">Courier</a> wrote of it. Nobody answered.</p>'
    "<p>On Friday the boats stayed in port.</p><h2>More</h2><p>Later.</p>"
)


def test_an_own_piece_keeps_its_links_and_paragraphs() -> None:
    """As the page writes them, up to its first heading inside."""
    assert blurb([own(PIECE)], words=60) == (
        "The [Courier](https://courier.example/1) wrote of it. Nobody answered.\n\n"
        "On Friday the boats stayed in port."
    )


def test_an_own_piece_is_cut_after_a_whole_sentence() -> None:
    """Its words are counted without its addresses; the first sentence always stays."""
    assert blurb([own(PIECE)], words=9) == (
        "The [Courier](https://courier.example/1) wrote of it. Nobody answered."
    )
    assert blurb([own(PIECE)], words=3).endswith("wrote of it.")


def test_the_summary_that_an_editor_wrote_is_the_blurb() -> None:
    """The piece's own opening is not."""
    told = own(PIECE, summary="What the boats did, in a line of ours.")
    assert blurb([told], words=60) == "What the boats did, in a line of ours."


def test_a_saved_page_is_a_strangers() -> None:
    """Its links stay behind."""
    assert "](" not in blurb([own(PIECE, file="articles/a.html")], words=60)


def test_a_strangers_link_is_no_link_in_a_blurb() -> None:
    """Neither whole nor torn into two sentences that meet again."""
    whole = "Talks resumed [in Geneva](https://evil.example/) on Friday. "
    torn = "They [met. Then](https://evil.example/) they left the town at once."
    said = blurb([told(whole + torn)], words=60)
    assert said.startswith("Talks resumed in Geneva on Friday.")
    assert "](http" not in said
    half = "Both sides met by the lake [again and again."
    other = replace(
        article("b", "Talks", summary="Later](https://evil.example/) the guns fell silent."),
        source="B",
    )
    assert "](https://evil" not in blurb([told(half), other], words=60, mix=True)


REPORTS = (
    told("Both sides signed a ceasefire in Geneva on Thursday."),
    replace(
        article(
            "b",
            "Guns",
            summary="Observers from nine countries will watch all river crossings from Monday on.",
        ),
        source="Courier",
        url="https://courier.example/1",
    ),
    replace(
        article(
            "c",
            "Guns",
            summary="Late on Thursday in Geneva both of the two sides signed a ceasefire.",
        ),
        source="Echo",
    ),
    replace(
        article("d", "Guns", summary="He said that prisoners are to be exchanged by the autumn."),
        source="Mirror",
    ),
    replace(
        article("e", "Guns", summary="Les prisonniers seront échangés avant la fin de l'été."),
        source="Monde",
        language="fr",
    ),
    replace(
        article(
            "b2",
            "Guns",
            summary="Fishermen of both shores may cast their nets again, it was agreed.",
        ),
        source="Courier",
        url="https://courier.example/2",
    ),
    replace(
        article(
            "f",
            "Guns",
            summary="Farmers near the front hope to bring in the wheat harvest before the rain.",
        ),
        source="Fields",
        url="https://fields.example/1",
    ),
)


def test_a_lead_says_what_each_source_adds_in_a_paragraph_of_its_own() -> None:
    """Not what was said, what leans on a sentence before, or is in another language."""
    assert lead_blurb(REPORTS, words=60, most=6).split("\n\n") == [
        "Both sides signed a ceasefire in Geneva on Thursday.",
        "Observers from nine countries will watch all river crossings from Monday on "
        "([Courier](https://courier.example/1)).",
        "Farmers near the front hope to bring in the wheat harvest before the rain "
        "([Fields](https://fields.example/1)).",
    ]


def test_a_lead_has_no_more_paragraphs_than_asked_for() -> None:
    """The opening is one of them."""
    assert len(lead_blurb(REPORTS, words=60, most=2).split("\n\n")) == 2
    assert "\n\n" not in lead_blurb(REPORTS, words=60, most=1)


def test_a_lead_quotes_two_others_at_most() -> None:
    """Of many reports on one event most say the same in other words."""
    more = [
        replace(article(name, "Guns", summary=f"{said} as the {name} hoped."), source=name)
        for name, said in (
            ("Miners", "Coal from the eastern pits may reach the coast by rail in the spring"),
            ("Bakers", "Flour mills on both banks ordered new stones from the quarries upriver"),
        )
    ]
    assert len(lead_blurb([*REPORTS, *more], words=60, most=6).split("\n\n")) == 3


def test_beside_an_own_piece_nobody_is_quoted() -> None:
    """It is the newsletter's."""
    assert lead_blurb([own("<p>Ours alone.</p>"), *REPORTS[1:]], words=60, most=6) == "Ours alone."
