"""A number in, so many made articles out, as like real news as their use by selection asks.

Measured on 30,000 real items and made alike: words a text, words that grow with the square root of
the text (Heaps), a few that stand in every tenth article, stories of one report in two of three
cases and of dozens in some, stories that belong to sagas, copies of a wire, headlines in languages.
"""

import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import accumulate

from digest.locales import places
from digest.model.articles import Article

BEGIN = datetime(2024, 8, 5, tzinfo=UTC)
SPAN = timedelta(days=28)
# Shares of a pool that is English in the main, as a diplomatic newsletter's feeds are.
LANGUAGES = {"en": 0.72, "fr": 0.07, "de": 0.06, "es": 0.06, "ru": 0.05, "ar": 0.04}
_LATIN = ("ka", "mo", "le", "vi", "bra", "os", "ul", "pir", "dan", "she", "gro", "lim", "ten", "zo")
_SYLLABLES = {
    **dict.fromkeys(LANGUAGES, _LATIN),
    "ru": ("ка", "мо", "ле", "ви", "бра", "ос", "ул", "пир", "дан", "ше", "гро", "лим", "тен"),
    "ar": ("كا", "مو", "لي", "في", "بر", "سل", "قل", "دن", "شي", "جر", "لم", "تن", "فو", "زو"),
}
_MOST_COMMON, _COMMON = 8, 4000
_IN_COMMON = 0.8
"""Share of the words that come from the common ones, each as often as its rank says (Zipf)."""
_FALLING = 1.3
_COPIES = 0.06
_FEEDS_AN_ARTICLE = 1 / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class _Saga:
    words: Sequence[int]
    names: Sequence[int]
    lands: Sequence[str]
    when: float


def made_news(count: int, *, seed: int = 1) -> list[Article]:
    """So many articles of a month, by a feed for every hundred, in the order of their dates."""
    made: list[Article] = []
    news = _News(random.Random(f"{seed} {count}"), count)
    for report in news.reports():
        made.append(report)
        if len(made) == count:
            break
    return sorted(made, key=lambda one: (one.when, one.id))


class _News:
    def __init__(self, chance: random.Random, count: int) -> None:
        self._chance = chance
        self._feeds = max(12, int(count * _FEEDS_AN_ARTICLE))
        self._sagas = [self._saga() for _ in range(max(8, count // 60))]
        self._sizes = list(accumulate(1 / at for at in range(1, len(self._sagas) + 1)))
        self._tongues = [
            chance.choices(list(LANGUAGES), list(LANGUAGES.values()))[0] for _ in range(self._feeds)
        ]
        self._number = 0

    def reports(self) -> Iterator[Article]:
        """Story after story, without an end."""
        while True:
            at = bisect(self._sizes, self._chance.random() * self._sizes[-1])
            yield from self._story(self._sagas[at])

    def _saga(self) -> _Saga:
        return _Saga(
            words=[self._word() for _ in range(24)],
            names=[self._rare() for _ in range(6)],
            lands=self._chance.choices(sorted(_lands("en")), k=3),
            when=self._chance.random(),
        )

    def _story(self, saga: _Saga) -> Iterator[Article]:
        chance = self._chance
        words = [self._word() for _ in range(14)] + [self._rare() for _ in range(5)]
        names = [self._rare(), *chance.sample(saga.names, k=3)]
        lands = chance.sample(saga.lands, k=2)
        when = min(max(chance.gauss(saga.when, 0.12), 0.0), 0.99)
        feeds = chance.sample(range(self._feeds), k=min(self._feeds, self._tellers()))
        wire: Article | None = None
        for feed in feeds:
            hours = chance.expovariate(1 / 9)
            moment = min(BEGIN + when * SPAN + timedelta(hours=hours), BEGIN + SPAN)
            copied = wire if chance.random() < _COPIES else None
            wire = self._article(feed, (words, names, lands, saga), moment, copied)
            yield wire

    def _tellers(self) -> int:
        """One in two of three cases, else by a power: of 2,000 stories one is told by a hundred."""
        if self._chance.random() < 0.68:
            return 1
        return int(2 * self._chance.random() ** (-1 / 1.6))

    def _article(
        self,
        feed: int,
        told: tuple[Sequence[int], Sequence[int], Sequence[str], _Saga],
        moment: datetime,
        wire: Article | None,
    ) -> Article:
        self._number += 1
        words, names, lands, saga = told
        chance, tongue = self._chance, self._tongues[feed]
        known = [_land(name, tongue) for name in lands]
        title = [
            *(_written(one, tongue) for one in chance.sample(words, k=4)),
            *(_written(one, tongue).capitalize() for one in chance.sample(names, k=2)),
            *chance.sample(known, k=1),
            *(_written(self._word(), tongue) for _ in range(3)),
        ]
        chance.shuffle(title)
        body = [
            *(_written(one, tongue) for one in chance.sample(words, k=6)),
            *(_written(one, tongue) for one in chance.sample(saga.words, k=3)),
            *(_written(one, tongue).capitalize() for one in chance.sample(names, k=2)),
            *chance.sample(known, k=1),
            *(_written(self._word(), tongue) for _ in range(chance.randint(2, 14))),
        ]
        chance.shuffle(body)
        address = f"feed{feed}.example/{self._number}"
        return Article(
            id=f"{self._number:08x}",
            source=f"Feed {feed}",
            title=wire.title if wire else " ".join(title),
            summary=wire.summary if wire else f"{' '.join(body)}.",
            key=address,
            url=f"https://{address}",
            first_seen=moment,
            language=wire.language if wire else tongue,
        )

    def _word(self) -> int:
        """A word's rank: one of the common, or of those without an end that come ever anew."""
        if self._chance.random() < _IN_COMMON:
            return int(_MOST_COMMON * (_COMMON / _MOST_COMMON) ** self._chance.random())
        return self._rare()

    def _rare(self) -> int:
        return int(_COMMON * self._chance.paretovariate(_FALLING))


@lru_cache(maxsize=1 << 16)
def _written(rank: int, language: str) -> str:
    parts = _SYLLABLES[language]
    word = parts[rank % 7]
    while rank:
        rank, at = divmod(rank, len(parts))
        word += parts[at]
    return word


@lru_cache
def _lands(language: str) -> dict[str, str]:
    """Names of countries and cities by their codes, where one name has one code."""
    found: dict[str, str] = {}
    for name, codes in sorted(places(language).items()):
        if len(codes) == 1:
            found.setdefault(codes[0], name)
    return found


def _land(code: str, language: str) -> str:
    return _lands(language).get(code, code)
