"""Every limit of a rule, tried on both of its sides and at the limit itself."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import nextafter

import pytest
from checks.mails import HERE, Case, findings

from digest.checks import WebAnswer
from digest.colours import Colour, contrast_ratio
from digest.config.check import CheckSettings
from digest.model.articles import Article

GOOD_HTML = (HERE / "mail" / "issue.html").read_text("utf-8")
GOOD_MAIL = (HERE / "mail" / "issue.eml").read_text("utf-8")
CUT_OFF = datetime(2024, 5, 3, 7, tzinfo=UTC)
WINDOW_START = CUT_OFF - timedelta(days=7)
BARE_BYTES = len(GOOD_HTML.replace("<!-- pad -->", "").encode())
STYLE_BYTES = sum(len(part.split("</style>")[0]) for part in GOOD_HTML.split("<style>")[1:])
PICTURE = "https://weir.example/sluice.jpg"
RATIO = contrast_ratio(Colour(0x76, 0x76, 0x76), Colour(255, 255, 255))


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A limit of a rule: a mail for each value, those that it finds and those that it lets pass.

    `setting` is the key under [check] that moves it.
    """

    rule: str
    case: Callable[[float], Case]
    found: tuple[float, ...]
    passed: tuple[float, ...]
    setting: str = ""

    @property
    def name(self) -> str:
        """How the limit is called in a test's name."""
        return f"{self.rule} {self.case.__name__}"


def html_bytes(size: float) -> Case:
    """A mail of so many bytes."""
    return Case(why="a limit", pad=int(size) - BARE_BYTES)


def html_bytes_before_the_service(size: float) -> Case:
    """A mail of so many bytes, to which the email service is going to add 5,000."""
    case = {"check": {"esp_allowance": 5_000}}
    return Case(why="a limit", pad=int(size) - BARE_BYTES, newsletter=case)


def style_bytes(size: float) -> Case:
    """Style elements of so many bytes together."""
    filler = "x" * (int(size) - STYLE_BYTES)
    return _html("<style>@media only", f"<style>{filler}</style><style>@media only")


def subject_columns(width: float) -> Case:
    """A subject of this width."""
    return Case(why="a limit", issue={"subject": "s" * int(width)})


def preheader_columns(width: float) -> Case:
    """A preheader of this width."""
    return Case(why="a limit", issue={"preheader": "p" * int(width)})


def days_before_the_window(days: float) -> Case:
    """An item published so many days before the window begins."""
    published = WINDOW_START - timedelta(days=days)
    return Case(why="a limit", items={"ferry": {"published": published.isoformat()}})


def hours_after_the_cut_off(hours: float) -> Case:
    """An item that says it will be published so much later."""
    published = CUT_OFF + timedelta(hours=hours)
    return Case(why="a limit", items={"ferry": {"published": published.isoformat()}})


def items_of_one_source(count: float) -> Case:
    """So many items, all from one source."""
    return _from_sources(int(count) * ["Canal Post"])


def of_ten_items_from_one_source(count: float) -> Case:
    """Ten items, so many of them from one source, where 60 % are allowed."""
    others = [f"Paper {number}" for number in range(10 - int(count))]
    return _from_sources(int(count) * ["Canal Post"] + others, source_share=0.6)


def _from_sources(sources: list[str], **check: float) -> Case:
    items = [
        {"id": f"item-{at}", "headline": f"Headline {at}", "source": source}
        for at, source in enumerate(sources)
    ]
    section = {"id": "news", "heading": "News", "style": "bullets", "items": items}
    return Case(
        why="a limit",
        issue={"lead": False, "sections": [section]},
        newsletter={"check": check},
    )


def items_in_all(count: float) -> Case:
    """An issue of so many items."""
    return _from_sources([f"Paper {number}" for number in range(int(count))])


def toll_after_a_hundred(dead: float) -> Case:
    """A hundred dead as printed, so many as reported later."""
    return _reported("100 killed in flood at Orl", f"{dead:.0f} killed in flood at Orl")


def toll_after_ninety_nine(dead: float) -> Case:
    """Ninety-nine dead as printed: a number that nobody rounds."""
    return _reported("99 killed in flood at Orl", f"{dead:.0f} killed in flood at Orl")


def fine_after_a_hundred(millions: float) -> Case:
    """A fine of 100 million as printed, of so many as reported later."""
    return _reported(
        "Ferry line fined €100m over late boats", f"Ferry line fined €{millions:.0f}m over boats"
    )


def words_shared(count: float) -> Case:
    """Two headlines on a toll that share so many words."""
    words = ("killed", "sluice", "barge")[: int(count)]
    return _reported("10 killed: sluice, barge", f"20 {', '.join(words)}")


def _reported(headline: str, later: str) -> Case:
    report = Article(
        id="later", source="Delta Echo", title=later, first_seen=CUT_OFF - timedelta(hours=1)
    )
    return Case(why="a limit", items={"toll": {"headline": headline}}, reports={"toll": (report,)})


def words_told_twice(shared: float) -> Case:
    """Two headlines of which each has a word of its own, beside those that they share."""
    words = " ".join(f"word{number}" for number in range(int(shared)))
    return _headlines(f"{words} one", f"{words} other")


def words_of_a_short_headline(count: float) -> Case:
    """A headline of so many words, and the same with one more."""
    words = " ".join(f"word{number}" for number in range(int(count)))
    return _headlines(words, f"{words} other")


def words_of_the_same_headline(count: float) -> Case:
    """A headline of so many words, twice."""
    words = " ".join(f"word{number}" for number in range(int(count)))
    return _headlines(words, words)


def _headlines(one: str, other: str) -> Case:
    return Case(why="a limit", items={"toll": {"headline": one}, "ferry": {"headline": other}})


def bytes_of_an_asked_picture(size: float) -> Case:
    """A picture on the web of so many bytes."""
    return Case(why="a limit", answers=(WebAnswer(address=PICTURE, status=200, bytes=int(size)),))


def bytes_of_a_carried_picture(size: float) -> Case:
    """A picture in the mail itself of so many bytes."""
    encoded = b64encode(bytes(int(size))).decode()
    part = f"--b\nContent-Type: image/png\n\n{encoded}\n"
    return Case(why="a limit", eml=((GOOD_MAIL, f"{GOOD_MAIL}\n{part}"),))


def pictures_carried_for_two(count: float) -> Case:
    """Two pictures beside the issue, of which the mail carries so many along."""
    old = f'<img src="{PICTURE}"'
    parts = "\n--b\nContent-Type: image/png\n\nAAAA\n" * int(count)
    return Case(
        why="a limit",
        html=((old, f'<img src="b.png" alt="B" width="9">{old.replace(PICTURE, "a.png")}'),),
        eml=((GOOD_MAIL, f"{GOOD_MAIL}{parts}"),),
    )


def status_of_a_link(status: float) -> Case:
    """A link that the web answers so."""
    answer = WebAnswer(address="https://canal.example/toll", status=int(status))
    return Case(why="a limit", answers=(answer,))


def status_of_a_picture(status: float) -> Case:
    """A picture that the web answers so."""
    return Case(why="a limit", answers=(WebAnswer(address=PICTURE, status=int(status)),))


def width_of_a_picture(width: float) -> Case:
    """A picture with this width attribute."""
    return _html('low water" width="600"', f'low water" width="{width:g}"')


def pixels_of_a_picture(width: float) -> Case:
    """A picture of the issue's folder with so many pixels across, shown at 600."""
    picture = {"url": "https://weir.example/sluice.jpg", "width": int(width), "height": 9}
    return Case(why="a limit", items={"lead": {"image": picture}})


def width_of_a_silent_picture(width: float) -> Case:
    """A picture without words of this width."""
    silent = f'<img src="https://weir.example/rule.png" alt="" width="{width:g}">'
    return _html("<ul>", f"{silent}<ul>")


def characters_of_text(count: float) -> Case:
    """A picture and so many characters beside the preheader."""
    return Case(
        why="a limit",
        issue={"preheader": "Gates turn."},
        html=((GOOD_HTML, f'<img src="{PICTURE}">Gates turn.{"t" * int(count)}<!-- pad -->'),),
    )


def ratio_of_the_theme(ratio: float) -> Case:
    """#767676 on white, where this contrast is asked for."""
    theme = {"muted": "#767676", "ground": "#ffffff"}
    return Case(why="a limit", issue={"theme": theme}, newsletter={"check": {"contrast": ratio}})


def ratio_of_a_text(ratio: float) -> Case:
    """#767676 on white, where this contrast is asked for."""
    style = "font-size:17px;color:#767676;"
    return Case(
        why="a limit",
        html=(('<p style="font-size:17px;">', f'<p style="{style}">'),),
        newsletter={"check": {"contrast": ratio}},
    )


def ratio_of_a_large_text(grey: float) -> Case:
    """Large letters in this grey on white; 3 is asked for."""
    return _text(f"font-size:40px;color:rgb({grey:g},{grey:g},{grey:g})")


def size_of_a_pale_text(pixels: float) -> Case:
    """Letters of this size with a contrast of 4."""
    return _text(f"font-size:{pixels:g}px;color:#808080")


def size_of_a_pale_bold_text(pixels: float) -> Case:
    """Bold letters of this size with a contrast of 4."""
    return _text(f"font-size:{pixels:g}px;font-weight:bold;color:#808080")


def weight_of_a_pale_text(weight: float) -> Case:
    """Letters of 20 pixels and this weight with a contrast of 4."""
    return _text(f"font-size:20px;font-weight:{weight:g};color:#808080")


def size_of_a_hidden_text(pixels: float) -> Case:
    """White letters on white of this size."""
    return _text(f"font-size:{pixels:g}px;color:#ffffff")


def _text(style: str) -> Case:
    return _html("<ul>", f'<div style="background-color:#ffffff;{style}">Sluice</div><ul>')


def columns_of_a_line(width: float) -> Case:
    """A line of the text part of this width."""
    return Case(why="a limit", text=(("After a winter of", f"ab {'c' * (int(width) - 3)}\n"),))


def headings_of_the_first_level(count: float) -> Case:
    """So many h1 elements."""
    return _html("<ul>", "<h1>Sluice</h1>" * (int(count) - 1) + "<ul>") if count else _no_h1()


def _no_h1() -> Case:
    return Case(why="a limit", html=(("<h1 ", "<h2 "), ("</h1>", "</h2>")))


def heading_after_a_second(level: float) -> Case:
    """A heading of this level after an h2."""
    return _html("<ul>", f"<h{level:g}>Sluice</h{level:g}><ul>")


def _html(old: str, new: str) -> Case:
    return Case(why="a limit", html=((old, new),))


def control_character(code: float) -> Case:
    """A character of this number in a text."""
    return _html("asked for a later date", f"asked for {chr(int(code))} a later date")


LIMITS = (
    Limit(rule="issue-empty", case=items_in_all, found=(0,), passed=(1, 2)),
    Limit(rule="issue-thin", case=items_in_all, found=(1,), passed=(0, 2)),
    Limit(
        rule="size-clipped",
        case=html_bytes,
        found=(100_000, 100_001),
        passed=(99_999,),
        setting="clip_bytes",
    ),
    Limit(
        rule="size-clipped",
        case=html_bytes_before_the_service,
        found=(95_000, 95_001),
        passed=(94_999,),
        setting="esp_allowance",
    ),
    Limit(
        rule="size-near-clip",
        case=html_bytes,
        found=(80_000, 80_001, 99_999),
        passed=(79_999, 100_000),
        setting="near_clip_bytes",
    ),
    Limit(
        rule="style-too-long",
        case=style_bytes,
        found=(16_384, 16_385),
        passed=(16_383,),
        setting="style_bytes",
    ),
    Limit(
        rule="subject-long",
        case=subject_columns,
        found=(61,),
        passed=(59, 60),
        setting="subject_length",
    ),
    Limit(
        rule="preheader-length",
        case=preheader_columns,
        found=(1, 39),
        passed=(0, 40, 41),
        setting="preheader_shortest",
    ),
    Limit(
        rule="preheader-length",
        case=preheader_columns,
        found=(131,),
        passed=(129, 130),
        setting="preheader_longest",
    ),
    Limit(
        rule="item-stale",
        case=days_before_the_window,
        found=(14, 14.01),
        passed=(13.99,),
        setting="stale_days",
    ),
    Limit(rule="item-stale", case=hours_after_the_cut_off, found=(24.01,), passed=(23.99, 24)),
    Limit(rule="item-twice", case=words_told_twice, found=(8, 9), passed=(7,)),
    Limit(rule="item-twice", case=words_of_a_short_headline, found=(4, 5), passed=(3,)),
    Limit(rule="item-twice", case=words_of_the_same_headline, found=(2, 3), passed=(1,)),
    Limit(rule="number-changed", case=toll_after_a_hundred, found=(111,), passed=(109, 110)),
    Limit(rule="number-changed", case=toll_after_ninety_nine, found=(100,), passed=(98, 99)),
    Limit(rule="number-changed", case=fine_after_a_hundred, found=(90, 111), passed=(91, 109, 110)),
    Limit(rule="number-changed", case=words_shared, found=(2, 3), passed=(1,)),
    Limit(rule="source-dominates", case=items_of_one_source, found=(5, 6), passed=(4,)),
    Limit(
        rule="source-dominates",
        case=of_ten_items_from_one_source,
        found=(7,),
        passed=(5, 6),
        setting="source_share",
    ),
    Limit(rule="link-unanswered", case=status_of_a_link, found=(500, 501), passed=(499,)),
    Limit(rule="image-dead", case=status_of_a_picture, found=(400, 401), passed=(399,)),
    Limit(
        rule="image-heavy",
        case=bytes_of_an_asked_picture,
        found=(1_048_577,),
        passed=(1_048_575, 1_048_576),
        setting="image_bytes",
    ),
    Limit(
        rule="image-heavy",
        case=bytes_of_a_carried_picture,
        found=(1_048_577,),
        passed=(1_048_575, 1_048_576),
    ),
    Limit(rule="image-https", case=pictures_carried_for_two, found=(1,), passed=(2, 3)),
    Limit(rule="image-width", case=width_of_a_picture, found=(600.5, 601), passed=(599, 600)),
    Limit(rule="image-small", case=pixels_of_a_picture, found=(599,), passed=(600, 601)),
    Limit(rule="image-alt-empty", case=width_of_a_silent_picture, found=(100, 101), passed=(99,)),
    Limit(
        rule="little-text",
        case=characters_of_text,
        found=(499,),
        passed=(500, 501),
        setting="least_text",
    ),
    Limit(
        rule="theme-contrast",
        case=ratio_of_the_theme,
        found=(nextafter(RATIO, 5),),
        passed=(nextafter(RATIO, 1), RATIO),
        setting="contrast",
    ),
    Limit(
        rule="contrast",
        case=ratio_of_a_text,
        found=(nextafter(RATIO, 5),),
        passed=(nextafter(RATIO, 1), RATIO),
    ),
    # The greys on either side of a contrast of 3; none has it exactly.
    Limit(rule="contrast", case=ratio_of_a_large_text, found=(149,), passed=(148,)),
    Limit(rule="contrast", case=size_of_a_pale_text, found=(16, 23.99), passed=(24, 25)),
    Limit(rule="contrast", case=size_of_a_pale_bold_text, found=(18.65,), passed=(18.66, 19)),
    Limit(rule="contrast", case=weight_of_a_pale_text, found=(600,), passed=(700, 800)),
    Limit(rule="contrast", case=size_of_a_hidden_text, found=(1.01, 2), passed=(0, 1)),
    Limit(rule="one-h1", case=headings_of_the_first_level, found=(0, 2), passed=(1,)),
    Limit(rule="heading-order", case=heading_after_a_second, found=(4,), passed=(2, 3)),
    Limit(rule="text-lines", case=columns_of_a_line, found=(79,), passed=(77, 78)),
    Limit(
        rule="control-characters",
        case=control_character,
        found=(0x08, 0x0B, 0x0C, 0x0E, 0x1F, 0x7F, 0x80, 0x9F),
        passed=(0x09, 0x0A, 0x0D, 0x20, 0x7E, 0xA0),
    ),
)


def finds(limit: Limit, value: float) -> bool:
    """Whether the rule finds something in the mail of this value."""
    return any(one.rule == limit.rule for one in findings(limit.case(value)))


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.name)
def test_a_rule_holds_to_its_limit(limit: Limit) -> None:
    """On this side, on that side, and at the limit itself."""
    assert [value for value in limit.found if not finds(limit, value)] == []
    assert [value for value in limit.passed if finds(limit, value)] == []


def test_every_limit_of_the_settings_is_tried() -> None:
    """A new one must come with its mails."""
    assert {limit.setting for limit in LIMITS} - {""} == {*CheckSettings.model_fields} - {"rules"}
