"""Words as a printer sets them: their quotation marks, their spaces, the end of a headline."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digest.quotation_marks import marks_of
from digest.typography import as_typed, keep_last_words_together, typeset


@pytest.mark.parametrize(
    ("headline", "end"),
    [
        ("Strike at the strait unsettles plans of talks", "plans of\u00a0talks"),
        ("Ein langer Titel über den Wandel in Europa", "Wandel in\u00a0Europa"),
        ("Launch day 🚀", "Launch day\u00a0🚀"),
        ("한국어 제목도 띄어 쓴다", "제목도 띄어\u00a0쓴다"),
    ],
)
def test_the_last_short_words_stay_together(headline: str, end: str) -> None:
    """No line of a headline holds a single short word."""
    assert keep_last_words_together(headline) == headline[: -len(end)] + end


@pytest.mark.parametrize(
    "headline",
    [
        "",
        "Talks",
        "Talks fail",
        "A week of intergovernmental talks",
        "Prices rise by 5\u00a0%",
        "今週の OpenAI 発表",
        "Prices rise ",
        " two words",
        "ข่าว วัน นี้",
    ],
)
def test_other_headlines_stay_as_they_are(headline: str) -> None:
    """Two long words need the room to break; some scripts break anywhere; two words are a line."""
    assert keep_last_words_together(headline) == headline


@given(st.text(alphabet=st.sampled_from("ab 発\u00a0ก."), max_size=40))
def test_only_one_space_changes_and_only_once(text: str) -> None:
    """The same letters; what is set already is set."""
    once = keep_last_words_together(text)
    assert once.replace("\u00a0", " ") == text.replace("\u00a0", " ")
    assert sum(one != other for one, other in zip(once, text, strict=True)) <= 1
    assert keep_last_words_together(once) == once


def set_in(language: str, text: str) -> str:
    """`text` as set in `language`."""
    return typeset((text,), language)[0]


@pytest.mark.parametrize(
    ("language", "typed", "printed"),
    [
        ("en", 'He said "yes".', "He said “yes”."),
        ("en-GB", "He said 'yes'.", "He said ‘yes’."),
        ("en", "\"It's 'quoted'\", she said.", "“It’s ‘quoted’”, she said."),
        ("en", '("Yes")—"no"—"x"-like', "(“Yes”)—“no”—“x”-like"),
        ("en", '"A "B" C"', "“A “B” C”"),
        ("de", "Er sagte \"ja\" und 'nein'.", "Er sagte „ja“ und ‚nein‘."),
        ("fr", 'Il dit "oui".', "Il dit «\u202foui\u202f»."),
        ("fr", "l'\"affaire\" d'État", "l’«\u202faffaire\u202f» d’État"),
        ("es", 'Dijo "sí".', "Dijo “sí”."),
        ("it", 'Ha detto "sì".', "Ha detto «sì»."),
        ("ru", 'Он сказал "да".', "Он сказал «да»."),
        ("uk", "п'ять", "п’ять"),
        ("pl", 'Powiedział "tak".', "Powiedział „tak”."),
        ("sv", 'Han sa "ja".', "Han sa ”ja”."),
        ("zh", '他说"你好"。', "他说“你好”。"),
        ("pt-PT", 'Disse "sim".', "Disse «sim»."),
        ("pt-BR", 'Disse "sim".', "Disse “sim”."),
    ],
)
def test_straight_marks_become_the_languages_own(language: str, typed: str, printed: str) -> None:
    """As CLDR has them."""
    assert set_in(language, typed) == printed


@pytest.mark.parametrize(
    ("language", "typed", "printed"),
    [
        ("en", "the dogs' home", "the dogs’ home"),
        ("en", "'Tis the 1990's, not the '90s", "’Tis the 1990’s, not the ’90s"),
        ("en", "back in '68", "back in ’68"),
        ("en", "'90 people' died", "‘90 people’ died"),
        ("en", "rock 'n' roll", "rock ’n’ roll"),
        ("en", "O'Brien of Xi'an", "O’Brien of Xi’an"),
        ("de", "Hans' Buch, 'ne Idee, die '68er", "Hans’ Buch, ’ne Idee, die ’68er"),
        ("nl", "'s avonds", "’s avonds"),
    ],
)
def test_apostrophes_are_told_from_quotation_marks(language: str, typed: str, printed: str) -> None:
    """Within words, at their ends, and before what is left out."""
    assert set_in(language, typed) == printed


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", 'Left "open'),
        ("en", 'closed" only'),
        ("en", "'orse and cart"),
        ("en", 'a 5" gun, 6\'2" tall'),
        ("en", 'a " b'),
        ("en", "“curly” and ‘curly’"),
        ("en", "<p class=\"x\"> href='y'"),
        ("en", 'https://a.example/"x"'),
        ("ja", '彼は"hi"と言った'),
        ("zh-TW", '他說"你好"'),
        ("he", 'צה"ל'),
        ("tlh", 'Qapla\' "batlh"'),
    ],
)
def test_what_is_not_sure_stays_as_it_is_written(language: str, text: str) -> None:
    """A mark without a partner, inches, code, and languages that are left alone."""
    assert set_in(language, text) == text


def test_inches_within_quotation_marks_are_no_end() -> None:
    """The mark after a number closes where nothing else does."""
    assert set_in("en", '"a 5" gun"') == '“a 5" gun”'
    assert set_in("en", 'the "class of 99" and "x"') == "the “class of 99” and “x”"


def test_a_mark_may_open_in_one_part_and_close_in_another() -> None:
    """As where the quoted words are a link."""
    assert typeset(('He said "', "yes", '".'), "en") == ("He said “", "yes", "”.")


def test_a_name_stays_as_it_is_written() -> None:
    """Also between marks that change."""
    parts = ('"', "People's Daily", "\", it's said")
    assert typeset(parts, "en", as_written={1}) == ("“", "People's Daily", "”, it’s said")


@pytest.mark.parametrize(
    ("language", "typed", "printed"),
    [
        ("en", "a drop of 5 % over 10 km of 5 kittens", "a drop of 5_% over 10_km of 5 kittens"),
        (
            "fr",
            "Quoi ? Oui ! Ceci : « cela » ; 10:30 :)",
            "Quoi~? Oui~! Ceci_: «~cela~»~; 10:30 :)",
        ),
        ("de", "z. B. hier, d. h. dort, i. d. R. so", "z._B. hier, d._h. dort, i._d._R. so"),
        ("pl", "Go w domu i z lasu", "Go w_domu i_z_lasu"),
        ("cs", "Šel k lesu", "Šel k_lesu"),
        ("ru", "Он — ушёл в дом", "Он_— ушёл в_дом"),
    ],
)
def test_no_line_breaks_where_the_language_lets_none(
    language: str, typed: str, printed: str
) -> None:
    """`_` stands for a no-break space here, `~` for a narrow one."""
    assert set_in(language, typed) == printed.replace("_", "\u00a0").replace("~", "\u202f")


def test_a_text_without_end_is_left_as_it_is() -> None:
    """It costs nothing."""
    text = '"a" ' * 30_000
    assert set_in("en", text) == text


MARKED = st.text(
    st.sampled_from("ab 5'\"“”‘’„«»\u202f\u00a0.,?!:;-—(xsn=好 ") | st.characters(codec="utf-8"),
    max_size=60,
)
LANGUAGES = st.sampled_from(
    ["en", "fr", "de", "bg", "pl", "ru", "sv", "hu", "zh", "nl", "ar", "fa"]
)


@example(["'a' »"], "pl")
@given(st.lists(MARKED, max_size=4), LANGUAGES)
def test_setting_changes_marks_and_spaces_alone_and_only_once(
    texts: list[str], language: str
) -> None:
    """Part by part; what is set is not set again, and no text grows by more than its marks."""
    once = typeset(texts, language)
    assert typeset(once, language) == once
    for typed, printed in zip(texts, once, strict=True):
        assert as_typed(printed) == as_typed(typed)
        assert len(printed) <= len(typed) + typed.count('"')


@given(LANGUAGES, st.text(alphabet="ab \"'", max_size=40))
def test_every_mark_is_paired_or_straight(language: str, text: str) -> None:
    """As many open as close."""
    marks = marks_of(language)
    assert marks
    if marks.double[0] != marks.double[1]:
        printed = set_in(language, text)
        assert printed.count(marks.double[0]) == printed.count(marks.double[1])
