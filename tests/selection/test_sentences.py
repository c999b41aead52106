"""Sentences end where a reader would say so; never inside an abbreviation or a quotation."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from digest.selection.sentences import sentences

_BLOCKS = (Path(__file__).parent / "sentences.txt").read_text("utf-8").strip().split("\n\n")[1:]


@pytest.mark.parametrize("block", _BLOCKS)
def test_english_passages_break_as_marked(block: str) -> None:
    """Every passage of sentences.txt gives its lines."""
    lines = block.splitlines()
    assert sentences(" ".join(lines)) == lines


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("de", ["Sie zählten 120.", "Am 12. August waren es mehr."]),
        ("de", ["Am 3. August trafen sich ca. 20 Minister.", "Sie sprachen z.B. über Getreide."]),
        ("fr", ["M. Duval a dit « Non. Jamais. » à la presse.", "Il est parti."]),
        ("es", ["El Sr. Pérez llegó a EE.UU. el lunes.", "¿Volverá pronto?"]),
        ("ru", ["Встреча прошла 5 мая 2024 г. в Женеве.", "Стороны договорились."]),
        ("ar", ["انتهت القمة.", "هل تنجح المفاوضات؟", "لا أحد يعرف."]),
        ("zh", ["峰会结束了。", "双方同意停火！"]),
        ("hi", ["बैठक समाप्त हुई।", "वार्ता जारी है।"]),
    ],
)
def test_other_languages_have_their_own_rules(language: str, lines: list[str]) -> None:
    """Ordinals, abbreviations and marks of each language."""
    joint = "" if language == "zh" else " "
    assert sentences(joint.join(lines), language) == lines


def test_paragraphs_always_break() -> None:
    """A heading without a full stop is no part of the next sentence."""
    assert sentences("What next\n\nNobody knows.") == ["What next", "Nobody knows."]


@given(some.text(alphabet='aB.!?"“”()… \n。U.S', max_size=120))
def test_nothing_is_lost_or_made_up(text: str) -> None:
    """All signs but white space come out again, in order."""
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
