"""Real weeks of news in; how often our lead and first ten are what real editors chose."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zlib import crc32

from benchmarks.labelled_news import article, interval, rows
from digest.config.settings import Newsletter
from digest.model.articles import Article
from digest.model.stories import Decisions, Term, Window
from digest.query import parse_query
from digest.query.matching import article_fields
from digest.selection.ranking import pool_of, terms
from digest.selection.reports import Report, gather
from digest.selection.vectors import article_words, vectors

WAR = "ukrain* OR russia* OR kyiv OR kremlin OR putin OR zelensky"
OPEN_ISSUES = 60
Ranked = list[tuple[Report, dict[str, Term]]]
Score = Callable[[Report, dict[str, Term]], float]


@dataclass(frozen=True)
class Case:
    """An issue of real editors: its candidates, and the ids of each thing they chose."""

    ranked: Ranked
    chosen: list[set[str]]


def real_week(path: Path) -> list[Article]:
    """The articles of one week, earliest first."""
    return sorted((article(row) for row in rows(path)), key=lambda each: (each.when, each.id))


def picks(news: Path) -> None:
    """Tables beside random, most recent, longest and coverage alone."""
    for name, cases in (
        ("Weekly, Wikipedia's editors", _weekly(news)),
        ("Daily, lead of a Ukraine digest", _daily(news, on_topic=True)),
        ("Daily, lead of general newsletters", _daily(news, on_topic=False)),
    ):
        print(f"\n{name}, {len(cases)} issues\n")
        print("| ranking | @1 | @5 | @10 | recall@10 |\n|---|---|---|---|---|")
        for label, score in RANKINGS.items():
            print(f"| {label} | " + " | ".join(_figures(cases, score)) + " |", flush=True)


def _figures(cases: Sequence[Case], score: Score) -> list[str]:
    found = []
    for case in cases:
        order = sorted(case.ranked, key=lambda pair: (-score(*pair), pair[0].id))
        tops = [{each.id for each in report.articles} for report, _ in order[:10]]
        hits = [any(ids & top for ids in case.chosen) for top in tops]
        recalled = sum(any(ids & top for top in tops) for ids in case.chosen)
        found.append((hits[0], any(hits[:5]), any(hits), recalled / len(case.chosen)))
    texts = []
    for column in zip(*found, strict=True):
        values = [float(value) for value in column]
        low, high = interval(values, _mean)
        texts.append(f"{_mean(values):.2f} ({low:.2f}-{high:.2f})")
    return texts


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _weekly(news: Path) -> list[Case]:
    chosen: dict[str, list[set[str]]] = {}
    for row in rows(news / "editor_picks2023" / "wcep_ukraine_dev.jsonl.gz"):
        chosen.setdefault(row["iso_week"], []).append(set(row["article_ids"]))
    cases = []
    for week, bullets in sorted(chosen.items()):
        path = news / "rss2023" / "dev" / f"{week}.jsonl.gz"
        if path.exists():
            pool = _about_the_war(real_week(path))
            end = max(each.when for each in pool) + timedelta(seconds=1)
            window = Window(start=end - timedelta(days=7), end=end)
            cases += _case(pool, window, bullets, on_topic=True)
    return cases


def _daily(news: Path, *, on_topic: bool) -> list[Case]:
    cases: list[Case] = []
    weeks: dict[str, list[Article]] = {}
    issues = rows(news / "editor_picks2023" / "dev.jsonl.gz")
    issues = [row for row in issues if (row["list"] == "guardian_ukraine") == on_topic]
    for row in issues if on_topic else issues[:: max(1, len(issues) // OPEN_ISSUES)]:
        path = news / "rss2023" / "dev" / f"{row['iso_week']}.jsonl.gz"
        if row["iso_week"] not in weeks:
            weeks = {row["iso_week"]: real_week(path) if path.exists() else []}
        end = datetime.fromisoformat(row["time"]).replace(tzinfo=UTC)
        window = Window(start=end - timedelta(hours=36), end=end)
        # A newsletter's own paper is left out: its coverage would give the lead away.
        pool = [e for e in weeks[row["iso_week"]] if e.when in window and e.source != row["source"]]
        if not pool or min(each.when for each in pool) > window.start + timedelta(hours=12):
            continue
        leads = [set(item["article_ids"]) for item in _leads(row["items"])]
        cases += _case(_about_the_war(pool) if on_topic else pool, window, leads, on_topic=on_topic)
    return cases


def _leads(items: object) -> list[dict[str, list[str]]]:
    assert isinstance(items, list)
    return [item for item in items if item["role"] == "lead" and item["matched"]]


def _about_the_war(pool: Sequence[Article]) -> list[Article]:
    query = parse_query(WAR)
    return [each for each in pool if query.matches(article_fields(each))]


def _case(
    pool: Sequence[Article], window: Window, chosen: list[set[str]], *, on_topic: bool
) -> list[Case]:
    known = {each.id for each in pool}
    wanted = [ids & known for ids in chosen if ids & known]
    if not wanted:
        return []
    newsletter = Newsletter.model_validate(
        {"newsletter": {"title": "Picks"}, "lead": {"match": WAR if on_topic else ""}}
    )
    found = vectors([article_words(each) for each in pool])
    reports = gather(pool, found, Decisions(), newsletter.ranking.granularity)
    measured = pool_of(reports, newsletter, window, [])
    ranked = [
        (report, {term.name: term for term in terms(report, measured, newsletter.ranking)})
        for report in reports
    ]
    return [Case(ranked, wanted)]


RANKINGS: dict[str, Score] = {
    "random": lambda report, _: float(crc32(report.id.encode())),
    "most recent": lambda _, found: found["recency"].value,
    "longest": lambda _, found: found["substance"].value,
    "coverage alone": lambda _, found: found["coverage"].value,
    "**the default score**": lambda _, found: sum(term.points for term in found.values()),
}
