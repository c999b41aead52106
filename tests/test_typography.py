"""Words as a printer sets them: their quotation marks, their spaces, the end of a headline."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.typography import keep_last_words_together


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
