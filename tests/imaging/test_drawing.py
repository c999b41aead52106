"""The card of an issue: its words whole and legible in any script, or no words, never boxes."""

from dataclasses import replace
from pathlib import Path

import pytest
from pictures import opened

from digest.imaging.card import Card
from digest.imaging.drawing import HEIGHT, WIDTH, draw_card, fit_lines, plain_words, wrap_words
from digest.imaging.faces import Face, face_for
from digest.imaging.font_files import computer_fonts
from digest.model.presentation import Theme

CARD = Card(
    nameplate="Strait Watch",
    headline="Ferry talks resume after a nine-day silence",
    dateline="Friday, August 9, 2024",
    day="2024-08-09",
    number=43,
    language="en",
    direction="ltr",
    theme=Theme(accent="#8f2d1f", accent_text="#ffffff", paper="#fbf8f1", ink="#1f2328"),
)
PAPER, ACCENT, INK = (0xFB, 0xF8, 0xF1), (0x8F, 0x2D, 0x1F), (0x1F, 0x23, 0x28)
LATIN = {
    "en": "Ferry talks resume after a nine-day silence — “again”, they say…",
    "de": "Größere Fähren für Österreich: „Übermäßig teuer“",
    "fr": "L’été à l’œuvre : « ça suffit »",
    "pl": "Żółw i gęś: rozmowy o zbożu znów się zaczęły w Łodzi",
    "cs": "Příliš žluťoučký kůň úpěl ďábelské ódy",
    "tr": "İstanbul’da görüşmeler yeniden başladı; ığdır ve şişli",
    "vi": "Đàm phán phà nối lại sau chín ngày im lặng",
}
OTHERS = {
    "uk": "Київ переносить війну до Курська",
    "el": "Οι συνομιλίες ξαναρχίζουν",
    "ar": "تستأنف محادثات العبّارات",
    "he": "השיחות על המעבורות מתחדשות",
    "ja": "連絡船の協議、九日ぶりに再開",
    "hi": "नौ दिन बाद बातचीत फिर शुरू",
}


def stock(text: str) -> Face:
    """The typeface that comes along."""
    face = face_for(text, "en", "ltr", ())
    assert face is not None
    return face


def colours(data: bytes) -> dict[tuple[int, ...], int]:
    """How often each colour stands in a picture."""
    image = opened(data).convert("RGB")
    counted = image.getcolors(WIDTH * HEIGHT) or []
    return {colour: count for count, colour in counted if isinstance(colour, tuple)}


def test_a_card_is_a_png_as_sites_ask_for_it_in_the_themes_colours() -> None:
    """1200 × 630, and few bytes."""
    data = draw_card(CARD, ())
    image = opened(data)
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(data) < 60_000
    assert image.convert("RGB").getpixel((5, 5)) == ACCENT
    shown = colours(data)
    assert max(shown, key=lambda colour: shown[colour]) == PAPER
    assert shown[INK] > 5_000


def test_a_card_is_drawn_the_same_each_time() -> None:
    """A build that changed nothing writes nothing."""
    assert draw_card(CARD, ()) == draw_card(CARD, ())


@pytest.mark.parametrize("text", LATIN.values(), ids=LATIN)
def test_latin_letters_are_at_hand_on_any_computer(text: str) -> None:
    """With the accents of all of Europe, and of Vietnam."""
    assert stock(text).width(text, 40) > 300


@pytest.mark.parametrize("language", OTHERS)
def test_words_that_no_font_has_are_left_out(language: str) -> None:
    """The issue's number and date on the accent colour: digits, and never a box for a letter."""
    card = replace(CARD, headline=OTHERS[language], nameplate=OTHERS[language], language=language)
    data = draw_card(card, ())
    assert opened(data).convert("RGB").getpixel((1190, 300)) == ACCENT
    assert data == draw_card(replace(card, headline="", nameplate=""), ())
    assert data != draw_card(replace(card, number=44), ())


def test_without_a_number_the_day_stands_there() -> None:
    """Not every newsletter counts."""
    card = replace(CARD, headline="", number=0)
    assert draw_card(card, ()) != draw_card(replace(card, day="2024-08-16"), ())


@pytest.mark.parametrize(
    "text",
    ["Ferry talks", "A", "Ferry " * 60, "Donaudampfschifffahrt" * 9, "連" * 300, "a b " * 90],
)
def test_a_headline_of_any_length_fits(text: str) -> None:
    """Four lines at most, none wider than its room, none lower than the line below it."""
    face = Face(files=stock("a").files)
    size, lines = fit_lines(plain_words(text), face)
    assert 1 <= len(lines) <= 4
    assert len(lines) * size < 400
    assert max(face.width(line, size) for line in lines) <= 1040


def test_a_short_headline_is_larger_than_a_long_one() -> None:
    """The sizes go down in steps, and the smallest one ends in an ellipsis between words."""
    short, _ = fit_lines("Ferry talks", stock("a"))
    middle, whole = fit_lines("Ferry talks resume after a nine-day silence of both", stock("a"))
    small, cut = fit_lines("Ferry talks resume after a nine-day silence " * 6, stock("a"))
    assert short > middle > small
    assert " ".join(whole) == "Ferry talks resume after a nine-day silence of both"
    assert cut[-1].endswith("…")
    assert "Ferry talks resume after a nine-day silence".find(cut[-1].split()[-1][:-1]) >= 0


def test_words_that_belong_together_stay_on_one_line() -> None:
    """A no-break space holds them."""
    _, lines = fit_lines("Ferry talks resume after a nine-day silence of\u00a0talks", stock("a"))
    assert lines[-1].endswith("of talks")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("連絡船の協議、九日ぶりに再開", ["連絡船の協", "議、九日ぶ", "りに再開"]),
        ("協議は五日、「白紙」に戻る", ["協議は五", "日、「白", "紙」に戻る"]),
        ("協議は五「白紙」", ["協議は五", "「白紙」"]),
        ("연락선 협상을 다시", ["연락선", "협상을", "다시"]),
    ],
)
def test_lines_end_where_the_script_lets_them(text: str, lines: list[str]) -> None:
    """Between any two Chinese characters but for their brackets and stops; between Korean words."""
    assert wrap_words(text, lambda line: len(line) <= 5) == lines


def test_what_is_no_letter_is_passed_over() -> None:
    """Emoji and unseen marks have no glyph, signs that newspapers use have one."""
    assert (
        plain_words("A truce 🕊\ufe0f\u200b at 40°  in\tApril\u202f!")
        == "A truce at 40° in April\u00a0!"
    )
    assert plain_words("Zo\u0065\u0308") == "Zoë"


def test_right_to_left_begins_at_the_right() -> None:
    """The nameplate, here in digits, stands at the other margin."""
    ltr, rtl = (
        opened(draw_card(replace(CARD, headline="43", direction=direction), ())).convert("L")
        for direction in ("ltr", "rtl")
    )
    left, right = (80, 85, 500, 125), (700, 85, 1125, 125)
    assert ltr.crop(left).getextrema() != ltr.crop(right).getextrema()
    assert rtl.crop(left).getextrema() == ltr.crop(right).getextrema()


@pytest.mark.skipif(not computer_fonts(), reason="needs a font of the computer, such as DejaVu")
def test_other_letters_are_taken_from_a_font_of_the_computer() -> None:
    """Cyrillic and Greek are in all of them."""
    fonts = computer_fonts()
    assert face_for(OTHERS["uk"], "uk", "ltr", fonts) is not None
    data = draw_card(replace(CARD, headline=OTHERS["uk"], language="uk"), fonts)
    assert colours(data)[INK] > 5_000


def test_a_font_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    """A file of that name need not be a font."""
    broken = tmp_path / "DejaVuSerif-Bold.ttf"
    broken.write_bytes(b"no font")
    assert computer_fonts((str(tmp_path), str(tmp_path / "gone"))) == (broken,)
    assert face_for(OTHERS["uk"], "uk", "ltr", (broken,)) is None
