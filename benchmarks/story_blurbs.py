"""Stories with an editor's blurb in; how much of it ours share (ROUGE, F1) out."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.labelled_news import article, interval, rows
from digest.model.articles import Article
from digest.selection.blurbs import blurb
from digest.selection.choosing import tellers
from digest.selection.reports import Report
from digest.selection.vectors import article_words, centroid, cosine, vectors

WORDS = 60
_CREDIT = re.compile(r" \(\[[^\]]*\]\([^()]*\)\)")
_WORD = re.compile(r"[a-z0-9]+")


def blurbs(news: Path) -> None:
    """ROUGE-1 and ROUGE-2 beside simpler choices; weights were set on every eighth story from 0."""
    corpus = news / "neus_allsides_roundups"
    by_story = defaultdict(list)
    for row in rows(corpus / "dev_articles.jsonl.gz"):
        by_story[row["story"]].append(row)
    wanted = {row["story"]: row["roundup"] for row in rows(corpus / "dev_stories.jsonl.gz")}
    names = sorted(wanted)[1::4]
    print(f"{len(names)} stories of three articles, summaries only\n")
    print("| blurb | ROUGE-1 | ROUGE-2 | words |\n|---|---|---|---|")
    for label, choose in CHOICES.items():
        given = [choose([article(row) for row in by_story[name]]) for name in names]
        pairs = list(zip(given, (wanted[name] for name in names), strict=True))
        ones = [rouge(ours, gold, 1) for ours, gold in pairs]
        twos = [rouge(ours, gold, 2) for ours, gold in pairs]
        low, high = interval(ones, _mean)
        length = _mean([float(len(text.split())) for text in given])
        print(
            f"| {label} | {_mean(ones):.1f} ({low:.1f}-{high:.1f}) | {_mean(twos):.1f} "
            f"| {length:.0f} |"
        )


def rouge(ours: str, gold: str, size: int) -> float:
    """ROUGE-N F1 in percent over lower-case words, no stemming."""
    one, other = _grams(ours, size), _grams(gold, size)
    both = (one & other).total()
    return 200 * both / (one.total() + other.total()) if both else 0.0


def _grams(text: str, size: int) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return Counter(tuple(words[at : at + size]) for at in range(len(words) - size + 1))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _cut(each: Article) -> str:
    return " ".join(each.summary.split()[:WORDS])


def _most_typical(articles: Sequence[Article]) -> Article:
    found = vectors([article_words(each) for each in articles])
    centre = centroid(found)
    return max(zip(articles, found, strict=True), key=lambda pair: cosine(pair[1], centre))[0]


def _ours(articles: Sequence[Article], *, mix: bool = False) -> str:
    """Told by the article of the best blurb; without the sources' names, no words of the blurb."""
    found = tuple(vectors([article_words(each) for each in articles]))
    report = Report(place=0, articles=tuple(articles), vectors=found, centre=centroid(found))
    first, *_ = tellers(report, lambda _: 1.0, "en", lambda each: blurb([each], words=WORDS))
    others = (a for a in articles if a is not first)
    return _CREDIT.sub("", blurb((first, *others), words=WORDS, mix=mix))


CHOICES: dict[str, Callable[[Sequence[Article]], str]] = {
    "60 words of the first article": lambda articles: _cut(articles[0]),
    "60 words of the most typical": lambda articles: _cut(_most_typical(articles)),
    "ours, first article alone": lambda articles: blurb(articles[:1], words=WORDS),
    "**ours, told by blurb (the default)**": _ours,
    "ours, all three (`mix = true`)": lambda articles: _ours(articles, mix=True),
}
