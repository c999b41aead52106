"""The labelled news of a corpus folder in; articles, gold groups and scores out."""

import gzip
import json
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from digest.model.articles import Article

Row = dict[str, str]
Case = TypeVar("Case")
UNDATED = datetime(2020, 1, 1, tzinfo=UTC)
ROUNDS = 1000


def folder(path: str) -> Path:
    """The corpus folder; ends the run plainly where it is absent."""
    found = Path(path)
    if not (found / "neus_allsides_roundups").is_dir():
        sys.exit(f"{path} is not the folder of labelled news: nothing measured")
    return found


def rows(path: Path) -> list[Row]:
    """The lines of a .jsonl.gz."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def article(row: Row, *, text: bool = False) -> Article:
    """A row as an article, with its date where it has one."""
    when = _date(row.get("date", ""))
    return Article(
        id=row["id"],
        source=row.get("source") or row["id"],
        title=row["title"],
        summary=row.get("summary", ""),
        text=row.get("text", "") if text else "",
        url=row.get("url", ""),
        key=row.get("url", ""),
        first_seen=when,
    )


def _date(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return UNDATED
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def bcubed(gold: Sequence[str], found: Sequence[int]) -> list[tuple[str, float, float]]:
    """For every item its gold story, precision and recall (Bagga and Baldwin, 1998)."""
    stories, groups = defaultdict(set), defaultdict(set)
    for place, (story, group) in enumerate(zip(gold, found, strict=True)):
        stories[story].add(place)
        groups[group].add(place)
    scores = []
    for story, group in zip(gold, found, strict=True):
        both = len(stories[story] & groups[group])
        scores.append((story, both / len(groups[group]), both / len(stories[story])))
    return scores


def f1(scores: Sequence[tuple[str, float, float]]) -> float:
    """The harmonic mean of mean precision and mean recall."""
    return _f1_of_sums([(1, score[1], score[2]) for score in scores])


def f1_interval(scores: Sequence[tuple[str, float, float]]) -> tuple[float, float]:
    """The 95 % bootstrap interval of `f1`, stories drawn with replacement."""
    by_story: dict[str, tuple[int, float, float]] = {}
    for story, precision, recall in scores:
        count, precisions, recalls = by_story.get(story, (0, 0.0, 0.0))
        by_story[story] = (count + 1, precisions + precision, recalls + recall)
    return interval(list(by_story.values()), _f1_of_sums)


def _f1_of_sums(sums: Sequence[tuple[int, float, float]]) -> float:
    count, precision, recall = (sum(column) for column in zip(*sums, strict=True))
    return float(2 * precision * recall / (precision + recall) / count)


def interval(
    cases: Sequence[Case], measure: Callable[[Sequence[Case]], float]
) -> tuple[float, float]:
    """The 95 % bootstrap interval of a measure over `cases`, drawn with replacement."""
    draw = random.Random(1)
    found = sorted(measure(draw.choices(cases, k=len(cases))) for _ in range(ROUNDS))
    return found[int(ROUNDS * 0.025)], found[int(ROUNDS * 0.975)]
