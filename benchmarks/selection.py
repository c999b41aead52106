"""How well stories are found, ranked and told, on labelled news; each figure by its own command.

python -m benchmarks.selection stories FOLDER     BCubed F1 of the grouping
python -m benchmarks.selection copies FOLDER      near-duplicates
python -m benchmarks.selection speed FOLDER       3,000 to 100,000 articles, real and made
python -m benchmarks.selection picks FOLDER       leads and picks beside real editors'
python -m benchmarks.selection matters FOLDER     the page of four weeks beside their matters
python -m benchmarks.selection huge FOLDER        stories of seventy headlines
python -m benchmarks.selection languages FOLDER   one event in six languages
python -m benchmarks.selection blurbs FOLDER      ROUGE against an editor's blurbs
python -m benchmarks.selection sentences FOLDER   breaks inside abbreviations or quotations
python -m benchmarks.selection topic FOLDER       average precision of a query's strength
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from benchmarks.labelled_news import (
    Row,
    article,
    bcubed,
    f1,
    f1_interval,
    folder,
    interval,
    rows,
)
from benchmarks.selection_sizes import speed
from benchmarks.story_blurbs import blurbs
from benchmarks.story_matters import huge_stories, many_languages, matters_of_weeks
from benchmarks.story_picks import picks
from digest.query import parse_query
from digest.query.matching import article_fields
from digest.selection.duplicates import copies, equal_texts
from digest.selection.grouping import GRAINS, Grain, group
from digest.selection.reports import telling_one_event
from digest.selection.sentences import sentences
from digest.selection.vectors import article_words, similar_pairs, vectors

FLOOR = 0.08
BATCH = 1000
WAR = (
    "ukrain* OR kyiv OR zelensky OR crimea OR bakhmut"
    " OR (russia* (war OR drone* OR missile* OR troop* OR invasion OR sanction*))"
)


def stories(news: Path) -> None:
    """BCubed F1 by granularity; title and summary alone, no dates."""
    labelled = rows(news / "neus_allsides_roundups" / "dev_articles.jsonl.gz")
    by_story = defaultdict(list)
    for row in labelled:
        by_story[row["story"]].append(row)
    in_order = sorted(by_story.values(), key=lambda own: (own[0]["story_date"], own[0]["story"]))
    thin = [own[:1] if at % 2 else own for at, own in enumerate(in_order)]
    thin_file = [own[:1] if at % 2 else own for at, own in enumerate(by_story.values())]
    sets = {
        "NeuS, first 1,000": [labelled[: BATCH + 2]],
        "NeuS, first 1,000, half single": list(_batches(thin_file))[:1],
        "NeuS by date, even batches": list(_batches(in_order))[0::2],
        "NeuS by date, odd batches": list(_batches(in_order))[1::2],
        "… half single, even": list(_batches(thin))[0::2],
        "… half single, odd": list(_batches(thin))[1::2],
    }
    events = rows(news / "giveme5w1h_newscluster" / "dev.jsonl.gz")
    names = sorted({row["story"] for row in events})
    sets["Giveme5W1H, all"] = [events]
    for half, which in enumerate(("even", "odd")):
        sets[f"Giveme5W1H, {which} stories"] = [
            [row for row in events if names.index(row["story"]) % 2 == half]
        ]
    sets["UCI headlines, 40 huge stories"] = [rows(news / "uci_news_aggregator" / "dev.jsonl.gz")]
    grains = {**GRAINS, "plain, .20": Grain(0.2), "equal titles": Grain(2.0)}
    print("| set | articles | " + " | ".join(grains) + " |\n" + "|---" * 7 + "|")
    for name, batches in sets.items():
        figures = [_figure(batches, grain) for grain in grains.values()]
        print(f"| {name} | {sum(map(len, batches))} | " + " | ".join(figures) + " |", flush=True)


def _batches(by_story: Sequence[list[Row]]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for own in by_story:
        batch += own
        if len(batch) >= BATCH:
            yield batch
            batch = []


def _figure(batches: Sequence[list[Row]], grain: Grain) -> str:
    scores = []
    for number, batch in enumerate(batches):
        found = vectors([article_words(article(row)) for row in batch])
        alike = similar_pairs(found, FLOOR) if grain.threshold <= 1 else []
        pairs = telling_one_event([article(row) for row in batch], alike)
        groups = group(len(batch), pairs, grain, copies=_equal_titles(batch))
        number_of = {place: at for at, places in enumerate(groups) for place in places}
        gold = [f"{number} {row['story']}" for row in batch]
        scores += bcubed(gold, [number_of[place] + number * BATCH for place in range(len(batch))])
    low, high = f1_interval(scores)
    return f"{f1(scores):.3f} ({low:.3f}-{high:.3f})"


def _equal_titles(batch: Sequence[Row]) -> list[frozenset[int]]:
    places = defaultdict(set)
    for place, row in enumerate(batch):
        places[row["title"].lower()].add(place)
    return [frozenset(same) for same in places.values()]


def near_duplicates(news: Path) -> None:
    """Pairs found among originals, perturbed copies and other outlets' articles on the same.

    The copies keep their headlines; the second half of the table takes every headline away.
    """
    labelled = rows(news / "neardup_synthetic" / "dev.jsonl.gz")
    by_group = defaultdict(list)
    for place, row in enumerate(labelled):
        by_group[int(row["group"])].append(place)
    print("| headlines | groups | pairs | precision | recall | F1 |\n|---|---|---|---|---|---|")
    for headlines in ("kept", "changed"):
        articles = [
            replace(
                article({**row, "id": str(at)}, text=True),
                source=str(at),
                title=row["title"] if headlines == "kept" else f"Headline of paper {at}",
            )
            for at, row in enumerate(labelled)
        ]
        pairs = similar_pairs(vectors([article_words(each) for each in articles]), FLOOR)
        groups = [*copies(articles, pairs), *equal_texts(articles)]
        found = {pair for places in groups for pair in combinations(sorted(places), 2)}
        for name, takes in (("even (tuned)", (0,)), ("odd (read)", (1,)), ("all", (0, 1))):
            outcomes = []
            for number, places in by_group.items():
                if number % 2 in takes:
                    gold = set(combinations(places, 2))
                    own = {pair for pair in found if pair[0] in places}
                    outcomes.append((len(own & gold), len(own), len(gold)))
            low, high = interval(outcomes, _pair_f1)
            right, given, wanted = (sum(column) for column in zip(*outcomes, strict=True))
            print(
                f"| {headlines} | {name} | {wanted} | {right / given:.3f} | {right / wanted:.3f} "
                f"| {_pair_f1(outcomes):.3f} ({low:.3f}-{high:.3f}) |"
            )


def _pair_f1(outcomes: Sequence[tuple[int, int, int]]) -> float:
    right, given, wanted = (sum(column) for column in zip(*outcomes, strict=True))
    return float(2 * right / (given + wanted))


def splitting(news: Path) -> None:
    """Passages with a wrong break, and with a missed one."""
    passages = json.loads((news / "sentseg_diplomatic" / "passages.json").read_text("utf-8"))
    wrong = missed = 0
    for passage in passages:
        ours, gold = _ends(sentences(passage["text"])), _ends(passage["sentences"])
        wrong += bool(ours - gold)
        missed += bool(gold - ours)
    print(f"passages {len(passages)}, with a wrong break {wrong}, with a missed break {missed}")


def _ends(parts: Sequence[str]) -> set[int]:
    ends, length = set(), 0
    for part in parts:
        length += len(part.replace(" ", ""))
        ends.add(length)
    return ends


def topic(news: Path) -> None:
    """Average precision of a query's strength over the items labelled war."""
    labelled = rows(news / "topic_labels" / "ukraine_war_2023W38.jsonl.gz")
    query = parse_query(WAR)
    ranked = [(query.strength(article_fields(article(row))), bool(row["war"])) for row in labelled]
    low, high = interval(ranked, _average_precision)
    figure = _average_precision(ranked)
    print(f"items {len(ranked)}, average precision {figure:.3f} ({low:.3f}-{high:.3f})")


def _average_precision(ranked: Sequence[tuple[float, bool]]) -> float:
    hits, total = 0, 0.0
    for place, (_, right) in enumerate(sorted(ranked, key=lambda pair: -pair[0]), start=1):
        if right:
            hits += 1
            total += hits / place
    return total / hits


FIGURES: dict[str, Callable[[Path], None]] = {
    "stories": stories,
    "copies": near_duplicates,
    "speed": speed,
    "picks": picks,
    "matters": matters_of_weeks,
    "huge": huge_stories,
    "languages": many_languages,
    "blurbs": blurbs,
    "sentences": splitting,
    "topic": topic,
}


def main() -> None:
    """Prints one figure's table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("figure", choices=FIGURES)
    parser.add_argument("folder", help="the folder of labelled news")
    chosen = parser.parse_args()
    FIGURES[chosen.figure](folder(chosen.folder))


if __name__ == "__main__":
    main()
