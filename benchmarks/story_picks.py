"""Real weeks of news through select(); how often our lead and first ten are what editors chose.

The whole of the feeds goes in, as it does in the product: the query filters afterwards.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.labelled_news import Row, article, bcubed, f1, interval, rows
from digest.config.settings import Newsletter
from digest.model.articles import Article
from digest.model.stories import PastIssue, Story, Window
from digest.selection import select
from digest.selection.topics import Topics

WAR = "ukrain* OR russia* OR kyiv OR kremlin OR putin OR zelensky"
TOP = 10


@dataclass(frozen=True)
class Case:
    """An issue of real editors: our stories best first, and the ids of each thing they chose."""

    ranked: Sequence[Story]
    chosen: list[set[str]]

    @property
    def gold(self) -> set[str]:
        """All that they chose."""
        return set().union(*self.chosen)


def real_week(path: Path) -> list[Article]:
    """The articles of one week, earliest first."""
    return sorted((article(row) for row in rows(path)), key=lambda each: (each.when, each.id))


def picks(news: Path) -> None:
    """Weekly and daily figures, and how the stories and matters of the weeks fit the editors'."""
    weekly = list(_weekly(news))
    _print("Weekly, Wikipedia's editors", weekly)
    _print_grouping(weekly)
    _print("Daily, lead of a Ukraine digest", list(_daily(news, on_topic=True)))
    _print("Daily, lead of general newsletters", list(_daily(news, on_topic=False)))
    _print("… with taste = 2", list(_daily(news, on_topic=False, taste=2.0)))


def _print(name: str, cases: Sequence[Case]) -> None:
    print(f"\n{name}, {len(cases)} issues, mean size of the lead {_mean_size(cases):.1f}\n")
    print("| any article | told article | 20 % of the articles | MRR | @10 | recall@10 |")
    print("|---|---|---|---|---|---|")
    columns = zip(*map(_figures, cases), strict=True)
    print("| " + " | ".join(map(_with_interval, columns)) + " |", flush=True)


def _mean_size(cases: Sequence[Case]) -> float:
    return _mean([float(len(case.ranked[0].articles)) for case in cases])


def _figures(case: Case) -> list[float]:
    lead = case.ranked[0]
    tops = [{each.id for each in story.articles} for story in case.ranked]
    share = len(tops[0] & case.gold) / len(tops[0])
    places = [at for at, ids in enumerate(tops, start=1) if ids & case.gold]
    recalled = sum(any(ids & top for top in tops[:TOP]) for ids in case.chosen)
    return [
        float(bool(tops[0] & case.gold)),
        float(lead.article.id in case.gold),
        float(share >= 0.2),
        1 / places[0] if places else 0.0,
        float(bool(places) and places[0] <= TOP),
        recalled / len(case.chosen),
    ]


def _with_interval(values: Sequence[float]) -> str:
    low, high = interval(values, _mean)
    return f"{_mean(values):.3f} ({low:.2f}-{high:.2f})"


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _print_grouping(cases: Sequence[Case]) -> None:
    """BCubed of the editors' events: by story, by matter."""
    gold: list[str] = []
    found: dict[str, list[int]] = {"stories": [], "matters": []}
    numbers: dict[tuple[int, str], int] = {}
    for number, case in enumerate(cases):
        at = {each.id: story for story in case.ranked for each in story.articles}
        for event, ids in enumerate(case.chosen):
            for one in sorted(ids & at.keys()):
                gold.append(f"{number} {event}")
                for level, id_ in (("stories", at[one].id), ("matters", at[one].matter)):
                    key = (number, f"{level} {id_}")
                    found[level].append(numbers.setdefault(key, len(numbers)))
    for level, groups in found.items():
        scores = bcubed(gold, groups)
        precision = _mean([score[1] for score in scores])
        recall = _mean([score[2] for score in scores])
        print(f"{level}: F1 {f1(scores):.3f}, precision {precision:.3f}, recall {recall:.3f}")


def _weekly(news: Path) -> Iterator[Case]:
    chosen: dict[str, list[set[str]]] = {}
    for row in rows(news / "editor_picks2023" / "wcep_ukraine_dev.jsonl.gz"):
        chosen.setdefault(row["iso_week"], []).append(set(row["article_ids"]))
    for week, bullets in sorted(chosen.items()):
        path = news / "rss2023" / "dev" / f"{week}.jsonl.gz"
        if path.exists():
            pool = real_week(path)
            end = max(each.when for each in pool) + timedelta(seconds=1)
            window = Window(start=end - timedelta(days=7), end=end)
            yield from _case(pool, window, bullets, {"lead": {"match": WAR}})


def _daily(news: Path, *, on_topic: bool, taste: float = 0.0) -> Iterator[Case]:
    weeks: dict[str, list[Article]] = {}
    past: dict[str, list[PastIssue]] = {}
    issues = rows(news / "editor_picks2023" / "dev.jsonl.gz")
    issues = [row for row in issues if (row["list"] == "guardian_ukraine") == on_topic]
    for row in sorted(issues, key=lambda each: (each["time"], each["list"])):
        path = news / "rss2023" / "dev" / f"{row['iso_week']}.jsonl.gz"
        if row["iso_week"] not in weeks:
            weeks = {row["iso_week"]: real_week(path) if path.exists() else []}
        week, end = weeks[row["iso_week"]], datetime.fromisoformat(row["time"]).replace(tzinfo=UTC)
        window = Window(start=end - timedelta(hours=36), end=end)
        # A newsletter's own paper is left out: its coverage would give the lead away.
        pool = [each for each in week if each.when in window and each.source != row["source"]]
        if not pool or min(each.when for each in pool) > window.start + timedelta(hours=12):
            continue
        leads = [set(item["article_ids"]) for item in _leads(row["items"])]
        settings = {"lead": {"match": WAR if on_topic else ""}, "ranking": {"taste": taste}}
        yield from _case(pool, window, leads, settings, past.get(row["list"], ()) if taste else ())
        past.setdefault(row["list"], []).append(_issue(row, end, week))


def _issue(row: Row, end: datetime, week: Sequence[Article]) -> PastIssue:
    """An issue as the archive would hold it: the headline of what it led with."""
    title_of = {each.id: each.title for each in week}
    ids = [one for item in _leads(row["items"]) for one in item["article_ids"][:1]]
    headline = next((title_of[one] for one in ids if one in title_of), "")
    return PastIssue(date=end.date(), number=1, headline=headline, url="", cut_off=end)


def _leads(items: object) -> list[dict[str, list[str]]]:
    assert isinstance(items, list)
    return [item for item in items if item["role"] == "lead" and item["matched"]]


def _case(
    pool: Sequence[Article],
    window: Window,
    chosen: list[set[str]],
    settings: dict[str, object],
    past: Sequence[PastIssue] = (),
) -> list[Case]:
    known = {each.id for each in pool}
    wanted = [ids & known for ids in chosen if ids & known]
    if not wanted:
        return []
    newsletter = Newsletter.model_validate({"newsletter": {"title": "Picks"}, **settings})
    proposal = select(pool, newsletter, window=window, past=past)
    if proposal.lead is None:
        return []
    ranked = [proposal.lead, *proposal.candidates]
    if newsletter.lead.match:
        topics = Topics(newsletter)
        ranked = [each for each in ranked if topics.story_matches(topics.lead, each)]
    return [Case([replace(each, terms=(), blurb="") for each in ranked], wanted)]
