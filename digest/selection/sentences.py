"""Running text in, its sentences out; a missed break is harmless here, a wrong one is not.

No break stands inside a quotation or parentheses, after an abbreviation or an initial, before a
small letter. The rules for every language are one, the abbreviations each language's own.
"""

import re
from functools import lru_cache

_END = re.compile(
    r"(?P<stop>(?<![.!?…])[.!?…]++|[؟۔।॥።։။។])(?P<close>[\"”’'»“\)\]]*)(?=\s|$)|(?P<wide>[。！？]+)(?P<wide_close>[」』”）]*)"
)
_PARAGRAPH = re.compile(r"\n\s*\n")
_LAST_WORD = re.compile(r"[^\s(\[\"“‘«—–/]+$")
_ACRONYM = re.compile(r"[^\W\d_]{1,2}(?:\.[^\W\d_]{1,2})+")
_NEAR = 200
_SPEECH = re.compile(
    r"\b(said|says|told|asked|asks|added|adds|wrote|writes|warned|tweeted|shouted|declared|replied"
    r"|insisted|sagte|fragte|rief|a dit|a déclaré|demande|dijo|preguntó)\b"
)
# Languages that write "3. August".
_NUMBERED = frozenset(
    {"de", "da", "nb", "nn", "no", "sv", "fi", "cs", "sk", "hu", "et", "lv", "sl", "pl"}
)
_ABBREVIATIONS = {
    "": (
        "mr mrs ms mx dr prof rev hon st gen col lt maj capt cmdr cpl sgt adm brig gov "
        "sen rep reps sens pres amb sec min supt det insp mgr msgr fr sr jr messrs mt ft "
        "no nos vs v cf al ca approx est fig figs ed eds vol vols pp art dept univ assn "
        "bros ave blvd rd jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues "
        "wed thu thurs fri sat sun ph e.g i.e eg ie viz spec hr hrs"
    ),
    "de": (
        "z.b d.h u.a bzw ca evtl ggf inkl nr mio mrd abs dipl ing str tel usw vgl hl frl "
        "sog geb gest bd jh jhd tsd"
    ),
    "fr": "m mm mme mlle mgr st ste etc av art p ex env cf n°",
    "es": "sr sra srta dr dra ud uds ee.uu art pág núm etc gral cap lic ing avda",
    "it": "sig sigg dott prof avv ing on sen art pag ecc",
    "pt": "sr sra dr dra exmo art pág núm etc av prof",
    "nl": "dhr mevr mr dr ir drs bijv blz enz nr o.a d.w.z",
    "ru": "г гг в вв т.е т.д т.п им ул д стр см млн млрд тыс руб др пр проф акад ген ст",
    "uk": "р рр ст т.зв т.д т.п ім вул див млн млрд тис грн ін проф акад ген",
    "pl": "r w np m.in tzn prof dr ul św tys mln mld godz nr str al pt ks gen płk",
}
_STARTING = """
    the a an he she it they we i you this that these those there here his her its their our but and
    so yet or in on at for by with from as if when while after before since although though however
    meanwhile still now then also both all many some most no not what why how who where last next
    earlier later despite according under over among instead moreover
"""
_STARTERS = frozenset(_STARTING.split())


def sentences(text: str, language: str = "en") -> list[str]:
    """The sentences of `text`, white space trimmed, in order; `language` is a BCP 47 tag."""
    found: list[str] = []
    for paragraph in _PARAGRAPH.split(text.strip()):
        found.extend(_in_paragraph(" ".join(paragraph.split()), language.partition("-")[0]))
    return [sentence for sentence in found if sentence]


def _in_paragraph(text: str, language: str) -> list[str]:
    held = _held_together(text)
    start, found = 0, []
    for end in _END.finditer(text):
        if not held[end.end() - 1] and _breaks(text, start, end, language):
            found.append(text[start : end.end()].strip())
            start = end.end()
    found.append(text[start:].strip())
    return found


def _breaks(text: str, start: int, end: re.Match[str], language: str) -> bool:
    if end["wide"]:
        return True
    # What follows, and what stands before, is judged by its nearest words.
    following = text[end.end() :][:_NEAR].lstrip()
    bare = following.lstrip("\"“‘'«(„[—–- ")
    if not following or bare[:1].islower():
        return not following
    if end["stop"] != ".":
        return not (end["close"] and _SPEECH.search(" ".join(following.split()[:6])))
    return not _is_abbreviation(
        text[max(start, end.start("stop") - _NEAR) : end.start("stop")], bare, language
    )


def _is_abbreviation(before: str, following: str, language: str) -> bool:
    match = _LAST_WORD.search(before)
    if match is None:
        return False
    word, next_word = match[0], following.partition(" ")[0].strip(",.;:’'\"”").lower()
    if word.isdigit():
        return language in _NUMBERED and len(word) < 3
    if _ACRONYM.fullmatch(word):
        # "the U.S." may end a sentence; only a word that begins most of them shows it.
        return next_word not in _STARTERS
    if len(word) == 1 and word.isalpha():
        return word != "I"
    plain = word.lower().removeprefix("’").removeprefix("'")
    return plain in _known(language)


@lru_cache(maxsize=64)
def _known(language: str) -> frozenset[str]:
    own = _ABBREVIATIONS.get(language, "") if language != "en" else ""
    return frozenset(f"{_ABBREVIATIONS['']} {own}".split())


def _held_together(text: str) -> list[bool]:
    """For every place, whether it is inside a quotation or parentheses that are closed again."""
    held = [False] * len(text)
    for first, last in (
        *_straight(text),
        *_paired(text, "“", "”"),
        *_paired(text, "(", ")"),
        *_paired(text, "«", "»"),
        *_paired(text, "„", "“”"),
        *_paired(text, "「", "」"),
    ):
        held[first:last] = [True] * (last - first)
    return held


def _straight(text: str) -> list[tuple[int, int]]:
    marks = [at for at, sign in enumerate(text) if sign == '"']
    return list(zip(marks[::2], marks[1::2], strict=False))


def _paired(text: str, opening: str, closing: str) -> list[tuple[int, int]]:
    spans, begin = [], -1
    for at, sign in enumerate(text):
        if sign == opening and begin < 0:
            begin = at
        elif sign in closing and begin >= 0:
            spans.append((begin, at))
            begin = -1
    return spans
