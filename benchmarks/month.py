"""A month of an editor's life with real news: is an issue ever out of date, blocked or leaking?

    python -m benchmarks.month FOLDER [--every 12]

FOLDER holds WEEK.jsonl.gz for 2023-W37, W39, W41 and W43: real items, one a line, with `source`,
`title`, `summary`, `url`, `id` and `date`. A loopback server shows the outlets' feeds as they stood
at each hour; the program runs by its command line with SOURCE_DATE_EPOCH as its clock, and the
scheduler collects every four hours, and drafts and builds at the cut-off. Meanwhile the editor
looks at the preview in the middle of the week, changes settings, renames and moves sources, renames
and removes sections, edits pages, forgets a TKTK, and corrects an issue. An issue is out of date
when a page that nobody edited differs from one proposed afresh at its cut-off, or an edited one
lacks a story that would be in it.
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from benchmarks.real_weeks import OUTLETS, Item, Outlets, read_week, slug
from digest.config import load_newsletter
from digest.errors import DigestError
from digest.pipeline.proposing import propose_issue
from digest.pipeline.workspace import Workspace
from digest.sources.entries.urls import address_key

WEEKS = ("2023-W37", "2023-W39", "2023-W41", "2023-W43")
LOGIN = "desk:harbour-7731"
EMBARGOED = "Embargoed until the next issue"
STOCK = ("TKTK", "TODO", "Replace this with")
SETTINGS = """\
[newsletter]
title = "World Weekly"
timezone = "UTC"

[schedule]
every = "week"
on = "monday"
at = 00:00:00

[[sections]]
id = "world"
heading = "In other world news:"
items = 12

[[sections]]
id = "ukraine"
heading = "On the war in Ukraine:"
match = "ukraine* OR kyiv OR putin"
items = 5

[colophon]
address = "World Weekly, 1 Harbour Street, Veldt"
unsubscribe_url = "https://weekly.example.net/unsubscribe"

[mail]
sender = "World Weekly <weekly@weekly.example.net>"
"""
SECTION = """
[[sections]]
id = "climate"
heading = "On the weather:"
match = "climate OR flood* OR storm* OR earthquake*"
items = 4
"""


@dataclass(slots=True)
class Life:
    """A newsletter's folder through the month, and what went wrong in it, in sentences."""

    folder: Path
    outlets: Outlets
    public: Path
    every: timedelta
    runs: int = 0
    issues: list[date] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)
    placeholders: list[str] = field(default_factory=list)
    leaked: list[str] = field(default_factory=list)
    looked_for: int = 0

    @property
    def now(self) -> datetime:
        """The hour of the month."""
        return self.outlets.moment

    def digest(
        self, *arguments: str, folder: Path | None = None, expected: Sequence[int] = (0,)
    ) -> subprocess.CompletedProcess[str]:
        """Run a command line now; one that ends unexpectedly is a run blocked."""
        done = subprocess.run(
            [sys.executable, "-m", "digest", "-C", folder or self.folder, *arguments],
            capture_output=True,
            text=True,
            env=self.environment(),
            check=False,
        )
        self.runs += 1
        if done.returncode not in expected:
            said = " ".join(done.stderr.split())[-300:]
            self.blocked.append(f"{self.now:%a %d %b} {arguments[0]}: {done.returncode}: {said}")
        return done

    def environment(self) -> dict[str, str]:
        """The present one, with the hour of the month as the clock."""
        return {**os.environ, "SOURCE_DATE_EPOCH": str(int(self.now.timestamp()))}

    def settings(self, change: Callable[[str], str]) -> None:
        """Let the editor change newsletter.toml."""
        file = self.folder / "newsletter.toml"
        before = file.read_text("utf-8")
        after = change(before)
        assert after != before, "the editor's change fits nothing in newsletter.toml"
        file.write_text(after, "utf-8")

    def page(self, day: date) -> Path:
        """The draft page of an issue."""
        return self.folder / "drafts" / f"{day}.toml"

    def edit(self, day: date, change: Callable[[str], str]) -> None:
        """Let the editor change the page."""
        file = self.page(day)
        before = file.read_text("utf-8")
        after = change(before)
        assert after != before, "the editor's change fits nothing on the page"
        file.write_text(after, "utf-8")

    def live_until(self, moment: datetime) -> None:
        """Collect every few hours, as the scheduler does, until `moment`."""
        while self.now + self.every < moment:
            self.outlets.moment += self.every
            self.digest("collect", "--quiet")
        self.outlets.moment = moment

    def look(self) -> None:
        """Open the preview in the middle of the week, read it, and close it."""
        command = [sys.executable, "-m", "digest", "-C", str(self.folder), "preview"]
        with subprocess.Popen(
            [*command, "--offline", "--port", "0", "--no-open"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=self.environment(),
        ) as process:
            assert process.stdout
            address = re.search(r"http://([^/\s]+)", process.stdout.readline())
            try:
                assert address, "the preview gave no address"
                connection = HTTPConnection(address[1], timeout=60)
                connection.request("GET", "/")
                connection.getresponse().read()
            except (OSError, HTTPException) as error:
                self.blocked.append(f"{self.now:%a %d %b} preview: {error}")
            process.send_signal(signal.SIGTERM)
        self.runs += 1

    def due(self, day: date, *, edited: bool) -> None:
        """What the scheduler's lines do at the cut-off, and whether their issue is of today."""
        self.live_until(datetime(day.year, day.month, day.day, 0, 5, tzinfo=UTC))
        self.digest("collect", "--quiet")
        if edited:
            self.digest("draft", "--offline", "--quiet", "--date", str(day))
        self.digest("build", "--offline", "--quiet", "--date", str(day))
        self._compare_with_a_fresh_one(day, edited=edited)
        self._look_for_every_article(day)

    def publish(self, day: date) -> None:
        """Publish, push the public site, and look at what is public now."""
        self.digest("publish", str(day))
        self.issues.append(day)
        self.digest("archive", "push", str(self.public))
        self.look_at_what_is_public()

    def _compare_with_a_fresh_one(self, day: date, *, edited: bool) -> None:
        with tempfile.TemporaryDirectory() as name:
            fresh = Path(name) / "weekly"
            shutil.copytree(self.folder, fresh)
            (fresh / "drafts" / f"{day}.toml").unlink(missing_ok=True)
            shutil.rmtree(fresh / "issues" / str(day), ignore_errors=True)
            self.digest("build", "--offline", "--quiet", "--date", str(day), folder=fresh)
            right = (fresh / "issues" / str(day) / "issue.html").read_bytes()
            stories = tomllib.loads((fresh / "drafts" / f"{day}.toml").read_text("utf-8"))["story"]
        if not edited:
            if right != (self.folder / "issues" / str(day) / "issue.html").read_bytes():
                self.outdated.append(f"{day}: not what is proposed at the cut-off")
            return
        page = self.page(day).read_text("utf-8")
        printed = [one for one in stories if one.get("section")]
        missing = [one["headline"] for one in printed if not set_on(page, one["articles"])]
        if missing:
            self.outdated.append(f"{day}: the page lacks {len(missing)}, as {missing[0]}")

    def _look_for_every_article(self, day: date) -> None:
        """Every item that a server showed of this window must be among what selection sees."""
        workspace = Workspace(
            folder=self.folder, newsletter=load_newsletter(self.folder), now=self.now
        )
        try:
            proposed = propose_issue(workspace, day)
        except DigestError as error:
            self.blocked.append(f"{day}: {error}")
            return
        known = {address_key(one.url) for one in proposed.articles.values()}
        window = proposed.proposal.window
        of_this_week: list[Item] = [
            one for one in self.outlets.shown.values() if window.start <= one.when < window.end
        ]
        self.looked_for += len(of_this_week)
        missing = [one for one in of_this_week if address_key(one.url) not in known]
        self.lost += [f"{day}: {one.outlet}: {one.url}" for one in missing]

    def look_at_what_is_public(self) -> None:
        """Note what the public copy holds that must not be there."""
        for path in self.public.rglob("*"):
            if path.is_dir():
                continue
            name = path.relative_to(self.public).as_posix()
            day = re.match(r"\d{4}-\d\d-\d\d", name)
            if path.suffix in {".toml", ".sqlite3"} or name.startswith("."):
                self.leaked.append(name)
            if day and date.fromisoformat(day[0]) not in self.issues:
                self.leaked.append(f"{name} is of an issue that was not published")
            text = path.read_bytes().decode("utf-8", errors="replace")
            self.leaked += [f"{name}: {one}" for one in ("harbour-7731", EMBARGOED) if one in text]
            self.placeholders += [f"{name}: {one}" for one in STOCK if one in text]


def set_on(page: str, articles: Sequence[str]) -> bool:
    """Whether any of the articles stands on the page."""
    return any(f'"{one}"' in page for one in articles)


def reword(page: str) -> str:
    """The page with another headline for its second story."""
    headlines = [*re.finditer(r'^headline = "(.*)"$', page, re.MULTILINE)]
    start, end = headlines[1].span(1)
    return page[:start] + "A headline of the editor's own" + page[end:]


def drop(page: str) -> str:
    """The page without its fourth story."""
    starts = [one.start() for one in re.finditer(r"^\[\[story\]\]$", page, re.MULTILINE)]
    return page[: starts[3]] + page[starts[4] :]


def write(page: str, headline: str) -> str:
    """The page with this headline for its third story."""
    start, end = [*re.finditer(r'^headline = "(.*)"$', page, re.MULTILINE)][2].span(1)
    return page[:start] + headline + page[end:]


def sources(server: str) -> str:
    """A table for each outlet; one has a password in its address."""
    return "".join(
        f'\n[[sources]]\nurl = "http://{LOGIN + "@" if name == "FT" else ""}{server}'
        f'/{slug(name)}.xml"\nname = "{name}"\nallow_private = true\n'
        for name in OUTLETS
    )


def first_week(life: Life, monday: datetime) -> None:
    """Nobody edits anything; the settings change on Wednesday, and it is looked at all week."""
    day = (monday + timedelta(days=7)).date()
    life.live_until(monday + timedelta(days=1, hours=12))
    life.look()
    life.digest("build", "--offline")
    life.live_until(monday + timedelta(days=2, hours=9))
    life.settings(lambda text: text.replace("items = 12", "items = 10") + SECTION)
    life.look()
    life.live_until(monday + timedelta(days=3, hours=12))
    life.digest("build", "--offline")
    life.due(day, edited=False)
    life.publish(day)


def second_week(life: Life, monday: datetime) -> None:
    """Two sources get another name, two another address, one is in twice; the page is edited."""
    day = (monday + timedelta(days=7)).date()
    life.live_until(monday + timedelta(days=2, hours=9))
    life.settings(lambda text: text.replace('name = "BBC"', 'name = "BBC World Service"'))
    life.settings(lambda text: text.replace("/npr.xml", "/new/npr.xml"))
    life.look()
    life.live_until(monday + timedelta(days=3, hours=12))
    life.digest("build", "--offline", "--date", str(day))
    life.edit(day, reword)
    life.edit(day, drop)
    life.settings(lambda text: text.replace('name = "Guardian"', 'name = "The Guardian"'))
    life.settings(lambda text: text.replace("/time.xml", "/new/time.xml"))
    life.digest("build", "--offline", "--date", str(day))
    life.due(day, edited=True)
    life.publish(day)


def third_week(life: Life, monday: datetime) -> None:
    """A section's id changes under an edited page; the next issue is under embargo already."""
    day = (monday + timedelta(days=7)).date()
    life.live_until(monday + timedelta(days=3, hours=12))
    life.digest("build", "--offline", "--date", str(day))
    life.edit(day, reword)
    life.settings(lambda text: text.replace('id = "world"', 'id = "elsewhere"'))
    life.look()
    life.digest("build", "--offline", "--date", str(day))
    life.due(day, edited=True)
    life.publish(day)


def fourth_week(life: Life, monday: datetime) -> None:
    """A section is removed, a TKTK is forgotten, and what was published is corrected."""
    day = (monday + timedelta(days=7)).date()
    life.live_until(monday + timedelta(days=3, hours=12))
    life.digest("build", "--offline", "--date", str(day))
    life.edit(day, reword)
    life.settings(lambda text: text.replace(SECTION, ""))
    life.digest("build", "--offline", "--date", str(day))
    life.edit(day, lambda page: write(page, f"{EMBARGOED} TKTK"))
    life.digest("build", "--offline", "--date", str(day))
    life.digest("archive", "push", str(life.public))
    life.look_at_what_is_public()
    life.due(day, edited=True)
    if life.digest("publish", str(day), expected=(1,)).returncode == 0:
        life.placeholders.append(f"{day}: TKTK was published")
    life.edit(day, lambda page: write(page, "A headline that is ready"))
    life.digest("build", "--offline", "--date", str(day))
    life.publish(day)
    life.digest("reopen", str(day), "--reason", "The port is Izmail.")
    life.edit(day, lambda page: write(page, EMBARGOED))
    life.digest("build", "--offline", "--date", str(day))
    life.digest("archive", "push", str(life.public))
    life.look_at_what_is_public()
    life.edit(day, lambda page: write(page, "A headline that is right"))
    life.digest("build", "--offline", "--date", str(day))
    life.publish(day)


def fresh_newsletter(life: Life, folder: Path) -> None:
    """What `init` wrote must not go out as it stands."""
    life.digest("init", str(folder))
    life.digest("build", "--offline", folder=folder)
    if life.digest("publish", folder=folder, expected=(1,)).returncode == 0:
        life.placeholders.append("the stock texts of init were published")


def main() -> int:
    """Print the table; 1 where anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=float, default=12, metavar="HOURS")
    arguments = parser.parse_args()
    files = [arguments.folder / f"{week}.jsonl.gz" for week in WEEKS]
    absent = [file.name for file in files if not file.is_file()]
    if absent:
        print(f"{arguments.folder} does not hold {', '.join(absent)}; nothing was measured.")
        return 2
    outlets = Outlets(item for file in files for item in read_week(file))
    with tempfile.TemporaryDirectory() as name, outlets.served() as server:
        folder = Path(name) / "weekly"
        folder.mkdir()
        (folder / "newsletter.toml").write_text(SETTINGS + sources(server), "utf-8")
        life = Life(
            folder=folder,
            outlets=outlets,
            public=Path(name) / "public",
            every=timedelta(hours=arguments.every),
        )
        for week, live in zip(
            WEEKS, (first_week, second_week, third_week, fourth_week), strict=True
        ):
            year, number = (int(one) for one in week.split("-W"))
            first = date.fromisocalendar(year, number, 1)
            monday = datetime(first.year, first.month, first.day, tzinfo=UTC)
            outlets.moment = monday
            live(life, monday)
        fresh_newsletter(life, Path(name) / "fresh")
    print(
        f"{life.runs} runs, {len(life.issues)} publications, {life.looked_for} articles looked for"
    )
    print(
        "| issues out of date | articles lost | runs blocked | placeholders out | drafts public |"
    )
    print("|---|---|---|---|---|")
    found = (life.outdated, life.lost, life.blocked, life.placeholders, life.leaked)
    print("| " + " | ".join(str(len(one)) for one in found) + " |")
    for sentence in [sentence for one in found for sentence in one[:12]]:
        print(sentence, file=sys.stderr)
    return 1 if any(found) else 0


if __name__ == "__main__":
    raise SystemExit(main())
