"""Articles on one event in, a blurb out: whole sentences, each credited to whom it belongs.

The item is printed under the told article's name, so that its sentences stand as they are; one of
another article ends in its source, as a link.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from digest.model.articles import Article
from digest.selection.article_kinds import is_own
from digest.selection.cleaning import is_caption, is_cut_off, own_words
from digest.selection.own_pieces import opens_its_text, own_piece
from digest.selection.sentences import sentences
from digest.selection.vectors import centroid, cosine, vectors
from digest.stems import significant_words
from digest.text import length_in_words, marked_link

_FEWEST_WORDS = 3
# Beside a lead's own sentences; of six reports on one event most say the same in other words.
_MOST_QUOTED = 2
_SHORTEST_QUOTE = 12
_LEADING = 3
# What a sentence is worth: nearness to what all say, against likeness to those taken, and an early
# place. Measured; in a lead that has said it already, what others add counts for more.
_NEARNESS, _NEARNESS_IN_A_LEAD = 0.8, 0.5
_EARLY = 0.05
_SAME = 0.4
_ENDED = re.compile(r"[.!?…؟۔።।॥။։。！？][\"”’'»“\)\]」』]*$")
_MARKS = re.compile(r"(?<!\w)\"|\"(?!\w)")  # between two letters it is part of a word
# The stop of "U.S." belongs to the word.
_PLAIN_STOP = re.compile(r"(?<!\b\w)(?<!\.)\.$")
_OWN_REPORTER = re.compile(r"(?:The )?([^’']{2,40})[’']s? [A-ZÀ-Þ]\w+ [A-ZÀ-Þ]")

_LEADS_ON = """
    a an the of to in on at by for with from and or but as that than which who is are was were be
    been has have had will would it its their his her not this these into over
    der die das den dem ein eine und oder mit von zu für
    le la les un une de du des et ou à el los una y
"""
_DANGLING = frozenset(_LEADS_ON.split())
_LOOKS_BACK = """
    he she it they we his her hers its their theirs him them this that these those such here there
    but and or so yet then also however instead meanwhile moreover still another both
    er sie es sein ihr dies diese dieser dieses aber und doch auch dort dabei damit
    il elle ils elles ce cet cette ces mais et son sa leur él ella ellos esto esta este pero y su
    он она оно они это этот эта эти но и его её их он також але він вона вони це
"""
_LOOKING_BACK = frozenset(_LOOKS_BACK.split())


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence as its article has it.

    Where that is not the told one, `source` is the credit as printed, `outlet` whose it is.
    """

    text: str
    source: str = ""
    outlet: str = ""

    @property
    def printed(self) -> str:
        """With its full stop, and the source before it."""
        if not self.source:
            return self.text if _ENDED.search(self.text) else f"{self.text}."
        if _ENDED.search(self.text) and not _PLAIN_STOP.search(self.text):
            return f"{self.text} ({self.source})"
        return f"{_PLAIN_STOP.sub('', self.text)} ({self.source})."

    @property
    def length(self) -> int:
        """In words as printed."""
        return length_in_words(self.printed)


def blurb(
    articles: Sequence[Article], *, words: int, language: str = "en", mix: bool = False
) -> str:
    """At most `words` words of `articles`, the told one first; "" where no sentence fits.

    The others' sentences, each with its source as `([Source](https://…))`, are taken only where the
    told article has none that fits, or with `mix`; never beside a piece of the newsletter's own.
    `language` (BCP 47) is that of articles that name none.
    """
    told, *others = articles
    if opens_its_text(told):
        return own_piece(told, words=words, language=told.language or language)
    own = _sentences_of(told, told.language or language)
    if is_own(told) or not others:
        return _lead(own, words)
    if not mix and (text := _lead(own, words)):
        return text
    return _mixed([own, *(_of_another(article, language) for article in others)], words)


def lead_blurb(articles: Sequence[Article], *, words: int, most: int, language: str = "en") -> str:
    """The told article's blurb, and a sentence of two other sources, each a paragraph of its own.

    At most `most` paragraphs, parted by blank lines; each says what those before it do not. Sources
    in a language that is neither the newsletter's nor the told article's are not quoted.
    """
    told, *others = articles
    opening = blurb([told], words=words, language=language)
    if is_own(told):
        return opening
    spoken = {"", language.partition("-")[0], told.language.partition("-")[0]}
    own = _sentences_of(told, told.language or language)
    pool = [(0, sentence) for sentence in own if sentence.printed in opening]
    told_already = [*range(len(pool))]
    for article in others:
        if article.source != told.source and article.language.partition("-")[0] in spoken:
            pool += enumerate(_quotable(article, words, language))

    def fits(place: int, taken: Sequence[int]) -> bool:
        quoted = {pool[n][1].outlet for n in taken} - {""}
        more = len(quoted) < _MOST_QUOTED and len(quoted) + bool(opening) < most
        return more and pool[place][1].outlet not in quoted

    chosen = _choose(pool, told_already, fits, _NEARNESS_IN_A_LEAD)
    return "\n\n".join(filter(None, [opening, *(pool[n][1].printed for n in sorted(chosen))]))


def _quotable(article: Article, words: int, language: str) -> list[_Sentence]:
    """The first sentences of another's article that can stand alone."""
    found = _of_another(article, language)[:_LEADING]
    return [one for one in found if _SHORTEST_QUOTE <= one.length <= words and not _leans(one.text)]


def _of_another(article: Article, language: str) -> list[_Sentence]:
    linked = article.url.startswith(("http://", "https://"))
    source = marked_link(article.source, article.url) if linked else article.source
    found = _sentences_of(article, article.language or language)
    return [replace(sentence, source=source, outlet=article.source) for sentence in found]


def _sentences_of(article: Article, language: str) -> list[_Sentence]:
    """The good sentences of the summary, or of the text where the summary has none."""
    title = significant_words(article.title)
    for text in (article.summary, article.text, article.dek):
        own = own_words(text)
        if is_caption(own):
            continue
        found = [
            s
            for s in _whole(own, language)
            if significant_words(s) != title and not _announces(s, article.source)
        ]
        if found:
            return [_Sentence(sentence) for sentence in found]
    return []


def _announces(sentence: str, source: str) -> bool:
    """Whether it only names the source's own reporter: "NBC News’ Ada Lind has more"."""
    found = _OWN_REPORTER.match(sentence)
    if not found:
        return False
    said, label = found[1].casefold(), source.casefold().removeprefix("the ")
    return said == label or (" " in said and label.startswith(f"{said} "))


def _whole(text: str, language: str) -> list[str]:
    found = sentences(text, language)
    if found and (is_cut_off(found[-1]) or not _ended(found[-1], alone=len(found) == 1)):
        found.pop()
    return [s for s in found if length_in_words(s) >= _FEWEST_WORDS and not _leaves_open(s)]


def _leaves_open(sentence: str) -> bool:
    """Whether a quotation begins that does not end."""
    # German and others close by the sign that opens in English.
    left_open = sentence.count("“") > sentence.count("”") + sentence.count("„")
    return left_open or len(_MARKS.findall(sentence)) % 2 == 1


def _ended(sentence: str, *, alone: bool) -> bool:
    if _ENDED.search(sentence):
        return True
    # A line under the headline often goes without its full stop; a cut one ends in "the" or "of".
    return alone and sentence.rsplit(maxsplit=1)[-1].lower() not in _DANGLING


def _lead(found: Sequence[_Sentence], words: int) -> str:
    """The first sentences that fit; one that does not is left out, with what leans on it."""
    taken: list[_Sentence] = []
    left, gap = words, False
    for sentence in found:
        if sentence.length > left or (gap and _leans(sentence.text)):
            gap = True
        else:
            taken.append(sentence)
            left -= sentence.length
            gap = False
    return _joined(taken)


def _leans(sentence: str) -> bool:
    """Whether it begins on a word that looks back: "he", "but", "this"."""
    first = sentence.lstrip("\"“‘'«„( ").partition(" ")[0].rstrip(",.:;")
    return first.partition("’")[0].partition("'")[0].lower() in _LOOKING_BACK


def _mixed(choices: Sequence[Sequence[_Sentence]], words: int) -> str:
    """Of every article's first sentences those nearest to all, each unlike the ones taken."""
    pool = [(at, s) for found in choices for at, s in enumerate(found[:_LEADING])]

    def fits(place: int, taken: Sequence[int]) -> bool:
        return sum(pool[n][1].length for n in (*taken, place)) <= words

    chosen = _choose(pool, [], fits)
    return _joined([pool[n][1] for n in sorted(chosen, key=lambda n: (pool[n][0], n))])


def _choose(
    pool: Sequence[tuple[int, _Sentence]],
    taken: Sequence[int],
    fits: Callable[[int, Sequence[int]], bool],
    nearness: float = _NEARNESS,
) -> list[int]:
    """The places in `pool` beside those `taken`: the nearest to all, unlike the ones before.

    Each of the pool has its own place in its article; one that does not fit is passed over.
    """
    texts = vectors([Counter(significant_words(sentence.text)) for _, sentence in pool])
    centre = centroid(texts)
    all_taken = list(taken)

    def worth(place: int) -> float:
        likest = max((cosine(texts[place], texts[other]) for other in all_taken), default=0.0)
        near = nearness * cosine(texts[place], centre)
        return near - (1 - nearness) * likest - _EARLY * pool[place][0]

    def is_open(place: int) -> bool:
        unlike = all(cosine(texts[place], texts[other]) < _SAME for other in all_taken)
        return unlike and place not in all_taken and fits(place, all_taken)

    open_places = [place for place in range(len(pool)) if is_open(place)]
    while open_places:
        all_taken.append(max(open_places, key=lambda place: (worth(place), -place)))
        open_places = [place for place in open_places if is_open(place)]
    return all_taken[len(taken) :]


def _joined(taken: Sequence[_Sentence]) -> str:
    return " ".join(sentence.printed for sentence in taken)
