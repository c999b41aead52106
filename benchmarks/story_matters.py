"""Four weeks labelled by reading in; what the default page prints of their largest matters out."""

import csv
import gzip
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from benchmarks.labelled_news import Row, article, bcubed, f1, rows
from benchmarks.story_picks import real_week
from digest.config.settings import Newsletter
from digest.model.articles import Article
from digest.model.stories import Decisions, Proposal, Story, Window
from digest.selection import select
from digest.selection.lexicon import lexicon
from digest.selection.matters import matters
from digest.selection.reports import gather, texts

OUTLETS = {
    *("Guardian", "BBC", "FT", "Al Jazeera", "Le Monde", "NPR", "NYT", "Time", "Washington Post"),
    *("WSJ", "ABC News", "Sky News", "Politico", "Telegraph", "NBC News"),
}
PAGE = {"sections": [{"id": "world", "heading": "World", "items": 20}]}
FIRST = 2


def matters_of_weeks(news: Path) -> None:
    """The page beside the labels: what is missing, what is told again; BCubed of the matters."""
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    with gzip.open(news / "matters" / "labels.tsv.gz", "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            labels[row["week"]][row["article_id"]] = row["matter"]
    largest: dict[str, list[str]] = defaultdict(list)
    with (news / "matters" / "largest.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            largest[row["week"]].append(row["matter"])
    newsletter = Newsletter.model_validate({"newsletter": {"title": "Matters"}, **PAGE})
    print("| week | places of the largest | told again | BCubed F1 of stories | of matters |")
    print("|---|---|---|---|---|")
    for week, known in sorted(labels.items()):
        path = news / "rss2023" / "dev" / f"{week}.jsonl.gz"
        pool = [each for each in real_week(path) if each.source in OUTLETS]
        start = date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
        monday = datetime(start.year, start.month, start.day, tzinfo=UTC)
        window = Window(start=monday, end=monday + timedelta(days=7))
        proposal = select(pool, newsletter, window=window)
        told = [_matter(story, known) for story in proposal.printed]
        places = (f"{name} {_place(told, name)}" for name in largest[week])
        again = len([name for name in told if name]) - len({name for name in told if name})
        fits = " | ".join(f"{f1(_fit(proposal, known, by)):.3f}" for by in ("id", "matter"))
        print(f"| {week} | {'; '.join(places)} | {again} | {fits} |", flush=True)


def _matter(story: Story, known: dict[str, str]) -> str:
    found = Counter(known[each.id] for each in story.articles if each.id in known)
    return found.most_common(1)[0][0] if found else ""


def _place(told: list[str], name: str) -> str:
    return str(told.index(name) + 1) if name in told else "-"


def _fit(proposal: Proposal, known: dict[str, str], by: str) -> list[tuple[str, float, float]]:
    gold: list[str] = []
    found: list[int] = []
    number: dict[str, int] = {}
    for story in proposal.stories:
        group = story.id if by == "id" else story.matter
        for each in story.articles:
            if each.id in known:
                gold.append(known[each.id])
                found.append(number.setdefault(group, len(number)))
    return bcubed(gold, found)


def huge_stories(news: Path) -> None:
    """Forty stories of some seventy headlines each: by story, by matter."""
    labelled = rows(news / "uci_news_aggregator" / "dev.jsonl.gz")
    _print_levels(labelled, sorted(map(article, labelled), key=lambda each: each.id))


def many_languages(news: Path) -> None:
    """Sixteen events, each headline in six languages."""
    with (news / "languages.tsv").open(encoding="utf-8") as lines:
        table = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    labelled = [
        {"id": f"{at:03}", "title": row["headline"], "story": row["event"], "lang": row["language"]}
        for at, row in enumerate(table)
    ]
    articles = [
        Article(
            id=row["id"],
            source=row["id"],
            title=row["title"],
            first_seen=datetime(2024, 1, 1, tzinfo=UTC),
            language=row["lang"],
        )
        for row in labelled
    ]
    _print_levels(labelled, articles)


def _print_levels(labelled: list[Row], articles: list[Article]) -> None:
    story_of = {row["id"]: row["story"] for row in labelled}
    words = lexicon(articles, texts(articles, Decisions()), [], "en")
    reports = gather(words, Decisions())
    levels = {
        "stories": [report.articles for report in reports],
        "matters": [
            tuple(each for at in found.places for each in reports[at].articles)
            for found in matters(reports, words.names)
        ],
    }
    for name, groups in levels.items():
        scores = bcubed(
            [story_of[each.id] for group in groups for each in group],
            [at for at, group in enumerate(groups) for _ in group],
        )
        print(f"{name}: {len(groups)} of {len(articles)} articles, F1 {f1(scores):.3f}")
