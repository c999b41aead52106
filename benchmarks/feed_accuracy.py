"""How often feeds are read right: feedparser alone and this program side by side, by corpus.

    python benchmarks/feed_accuracy.py FOLDER

FOLDER holds corpora of feeds, a folder each, and oracles/*.jsonl with expected entries by the
SHA-256 of a feed. Expected values also come from the `Expect:` comments of feedparser's own tests
and, for JSON Feeds, from the JSON itself. Titles are compared as plain text, links less trackers.
"""

import ast
import calendar
import hashlib
import io
import json
import re
import sys
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import feedparser

from digest.config.settings import Source
from digest.sources.entries.dates import parse_date
from digest.sources.entries.markup import plain_line
from digest.sources.entries.urls import shown_address
from digest.sources.entries.values import Unreadable
from digest.sources.feeds.document import parse_feed
from digest.sources.feeds.feedparser_names import translate_feed
from digest.sources.feeds.wellformed import read_well_formed
from digest.sources.feeds.xml_feed import ask_feedparser

SUFFIXES = {".xml", ".rss", ".atom", ".rdf", ".json"}
# Late enough that no date in a corpus lies ahead of it.
NOW = datetime(2099, 1, 1, tzinfo=UTC)
ADDRESS = "https://feed.example/feed.xml"
EXPECT = re.compile(r"Expect:\s*(.+?)\s*-->", re.DOTALL)
PARTS = ("title", "link", "date")


@dataclass(frozen=True)
class Entry:
    """The three things that are compared; `date` in seconds since 1970."""

    title: str
    link: str
    date: int | None


def main(arguments: list[str]) -> int:
    """Print the tables for the corpora in the folder that `arguments` name."""
    folder = Path(arguments[0]) if arguments else None
    if folder is None or not (folder / "oracles").is_dir():
        print("usage: feed_accuracy.py FOLDER; there is no folder of feed corpora here")
        return 2
    warnings.simplefilter("ignore")
    _print_robustness(folder)
    print(
        "\n| expected values | feeds | right number of entries | entries | titles | links | dates |"
    )
    print("|---|---|---|---|---|---|---|")
    for oracle in sorted((folder / "oracles").glob("*.jsonl")):
        _print_oracle(oracle, folder)
    _print_expectations(folder)
    _print_json_feeds(folder)
    _print_date_forms()
    _print_fast_way(folder)
    return 0


def _print_robustness(folder: Path) -> None:
    print("| corpus | files | feeds read | articles | told to be no feed | cut off | crashes | s |")
    print("|---|---|---|---|---|---|---|---|")
    for corpus in sorted(path for path in folder.iterdir() if path.is_dir()):
        counts: Counter[str] = Counter()
        started = time.perf_counter()
        for file in _feeds(corpus):
            counts["files"] += 1
            try:
                parsed = _parsed(file.read_bytes())
            except Unreadable:
                counts["unreadable"] += 1
            except Exception as error:
                counts["crashes"] += 1
                print(f"crash: {file}: {error!r}", file=sys.stderr)
            else:
                counts.update(feeds=1, articles=len(parsed[0]), truncated=parsed[1])
        if counts["files"]:
            print(
                f"| {corpus.name} | {counts['files']} | {counts['feeds']} | {counts['articles']} "
                f"| {counts['unreadable']} | {counts['truncated']} | {counts['crashes']} "
                f"| {time.perf_counter() - started:.1f} |"
            )


def _print_oracle(oracle: Path, folder: Path) -> None:
    files = {hashlib.sha256(file.read_bytes()).hexdigest(): file for file in _feeds(folder)}
    right: Counter[str] = Counter()
    for line in oracle.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["sha256"] not in files:
            continue
        body = files[case["sha256"]].read_bytes()
        expected = [_entry(each["title"], each["link"], each["date"]) for each in case["entries"]]
        _compare(body, expected, right)
    _print_row(f"{oracle.stem}'s", right)


def _compare(body: bytes, expected: list[Entry], right: Counter[str]) -> None:
    right.update(feeds=1, entries=len(expected))
    for reader, found in (("feedparser", _by_feedparser(body)), ("digest", _by_digest(body))):
        right[f"{reader} count"] += len(found) == len(expected)
        for ours, theirs in zip(found, expected, strict=False):
            for part in PARTS:
                right[f"{reader} {part}"] += getattr(ours, part) == getattr(theirs, part)


def _print_row(name: str, right: Mapping[str, int]) -> None:
    cells = [f"{right[f'feedparser {part}']} / **{right[f'digest {part}']}**" for part in PARTS]
    print(
        f"| {name} | {right['feeds']} | {right['feedparser count']} / **{right['digest count']}** "
        f"| {right['entries']} | {' | '.join(cells)} |"
    )


def _print_json_feeds(folder: Path) -> None:
    right: Counter[str] = Counter()
    for file in _feeds(folder):
        body = file.read_bytes()
        if b"jsonfeed.org/version" not in body[:4096] or not body.lstrip(
            b"\xef\xbb\xbf "
        ).startswith(b"{"):
            continue
        try:
            items = json.loads(body)["items"]
        except (ValueError, KeyError):
            continue
        expected = [
            _entry(
                item.get("title"),
                item.get("url") or item.get("external_url"),
                _seconds(item.get("date_published") or item.get("date_modified")),
            )
            for item in items
        ]
        _compare(body, expected, right)
    _print_row("the JSON itself", right)


def _print_expectations(folder: Path) -> None:
    right: Counter[str] = Counter()
    for file in sorted((folder / "feedparser").rglob("*.xml")):
        body = file.read_bytes()
        expectation = EXPECT.search(body.decode("utf-8", errors="replace"))
        claims = list(_claims(expectation[1])) if expectation else []
        if not claims:
            continue
        readings = (("feedparser", _by_feedparser(body)), ("digest", _by_digest(body)))
        right.update(feeds=1, **{"feedparser count": 0})
        for reader, found in readings:
            for index, part, value in claims:
                said = getattr(found[index], part) if index < len(found) else None
                right[f"{reader} {part}"] += said == value
        right.update(Counter(part for _, part, _ in claims))
    cells = [
        f"{right[f'feedparser {part}']} / **{right[f'digest {part}']}** of {right[part]}"
        for part in PARTS
    ]
    print(f"| feedparser's `Expect:` | {right['feeds']} | | | {' | '.join(cells)} |")


def _print_fast_way(folder: Path) -> None:
    """How often the fast way answers, and whether ever otherwise than feedparser."""
    counts: Counter[str] = Counter()
    seconds: dict[str, float] = defaultdict(float)
    for file in _feeds(folder):
        body = file.read_bytes()
        if file.suffix.lower() == ".json":
            continue
        started = time.process_time()
        fast = read_well_formed(body, ADDRESS)
        seconds["fast" if fast else "none"] += time.process_time() - started
        counts["feeds"] += 1
        if fast is None:
            continue
        started = time.process_time()
        slow = ask_feedparser(body, ADDRESS, "")
        seconds["slow"] += time.process_time() - started
        feed = translate_feed(fast, ADDRESS)
        counts.update(clear=1, entries=len(feed.entries))
        counts["different"] += feed != translate_feed(slow, ADDRESS)
    print(
        f"\nOf {counts['feeds']} XML feeds {counts['clear']} with {counts['entries']} entries are "
        f"read the fast way, {counts['different']} of them otherwise than by feedparser; CPU "
        f"{seconds['fast']:.2f} s, feedparser {seconds['slow']:.2f} s for the same feeds; finding "
        f"out that the others are not clear took {seconds['none']:.2f} s."
    )


def _print_date_forms() -> None:
    """The ways of writing a date in this project's own tests, those that name their zone."""
    cases = Path(__file__).parents[1] / "tests" / "sources" / "cases" / "dates.tsv"
    right: Counter[str] = Counter()
    for line in cases.read_text(encoding="utf-8").splitlines():
        raw, _, expected = line.partition("\t")
        berlin, utc = (parse_date(raw, ZoneInfo(zone)) for zone in ("Europe/Berlin", "UTC"))
        if line.startswith("#") or berlin != utc:
            continue
        seconds = (
            None
            if expected == "-"
            else calendar.timegm(datetime.fromisoformat(expected).timetuple())
        )
        body = f"<rss version='2.0'><channel><item><pubDate>{raw}</pubDate></item></channel></rss>"
        right["n"] += 1
        for reader, found in (
            ("feedparser", _by_feedparser(body.encode())),
            ("digest", _by_digest(body.encode())),
        ):
            right[reader] += found[0].date == seconds
    print(
        f"| ways of writing a date (tests/sources/cases/dates.tsv) | | | {right['n']} | | "
        f"| {right['feedparser']} / **{right['digest']}** |"
    )


def _claims(expression: str) -> Iterator[tuple[int, str, object]]:
    """What an `Expect:` says of an entry's title, link or date, as (entry, part, value)."""
    try:
        tree = ast.parse(expression.strip(), mode="eval")
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq)):
            continue
        named = re.fullmatch(
            r"(?:\w+\.)?entries\[(\d)\](?:\[['\"](\w+)['\"]\]|\.(\w+))", ast.unparse(node.left)
        )
        try:
            value = ast.literal_eval(node.comparators[0])
        except ValueError:
            continue
        name = (named[2] or named[3]) if named else ""
        if named and name in {"title", "link"} and isinstance(value, str):
            yield int(named[1]), name, getattr(_entry(value, value, None), name)
        elif named and name in {"published_parsed", "updated_parsed"} and isinstance(value, tuple):
            yield int(named[1]), "date", calendar.timegm(value)


def _by_feedparser(body: bytes) -> list[Entry]:
    try:
        entries = feedparser.parse(io.BytesIO(body)).entries
    except Exception:
        return []
    return [
        _entry(
            entry.get("title"),
            entry.get("link"),
            _timestamp(dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")),
        )
        for entry in entries
    ]


def _timestamp(parsed: time.struct_time | None) -> int | None:
    try:
        return calendar.timegm(parsed) if parsed else None
    except ValueError:
        return -1


def _by_digest(body: bytes) -> list[Entry]:
    try:
        articles, _ = _parsed(body)
    except Unreadable:
        return []
    return articles


def _parsed(body: bytes) -> tuple[list[Entry], bool]:
    feed = parse_feed(
        body,
        source=Source(url=ADDRESS),
        url="",
        content_type="",
        now=NOW,
        zone=ZoneInfo("UTC"),
    )
    entries = [
        Entry(
            article.title,
            article.url,
            int(article.published.timestamp()) if article.published else None,
        )
        for article in feed.articles
    ]
    return entries, feed.truncated


def _entry(title: str | None, link: str | None, date: int | None) -> Entry:
    return Entry(plain_line(title or ""), shown_address(link or "") or (link or ""), date)


def _seconds(raw: str | None) -> int | None:
    when = parse_date(raw or "", ZoneInfo("UTC"))
    return int(when.timestamp()) if when else None


def _feeds(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.rglob("*")) if file.suffix.lower() in SUFFIXES]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
