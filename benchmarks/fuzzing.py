"""Damaged and hostile input of every kind, through the command line: does any of it end it badly?

    python -m benchmarks.fuzzing [--seconds 2000] [--seed 1] [--feeds FOLDER] [--keep FOLDER]

Feeds, pages, saved mails, OPML, draft pages, settings and archives are changed at random (bytes
flipped, cut, doubled, spliced, nested, grown) and given to the commands that read them, in a folder
of their own. A run is bad when it ends with 70, prints a traceback, or takes more than 60 s. The
seconds are processor time, of children too. FOLDER of --feeds holds real feeds to start from, with
our own; bad inputs are kept in the folder of --keep. No network is used.
"""

import argparse
import contextlib
import io
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from types import FrameType

from benchmarks.small_newsletter import write_newsletter
from digest.cli.application import run_command_line

TESTS = Path(__file__).parents[1] / "tests"
HANG = 60
"""Seconds after which a run counts as one that never ends."""

INTERRUPTED = 130
"""The exit code of a command line that was ended by Ctrl-C."""

LARGEST = 200_000
"""Bytes of a sample, and of what is made of it: growth is benchmarks/growth.py's matter."""

TOKENS = (
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"-->",
    b"&#x110000;",
    b"&#0;",
    b"&lol9;",
    b"<br>" * 50,
    b"<div>" * 400,
    b"(" * 400,
    b"[" * 400,
    b"{{",
    b"}}",
    b"{%",
    b"%}",
    b"{{ unsubscribe }}",
    b"<mj-raw>",
    b'"""',
    b"'''",
    b"\\u{0}",
    b"\\ud800",
    b"1e999",
    b"9" * 400,
    b"-1",
    b"null",
    b"true",
    b"[]",
    b"{}",
    b"0001-01-01",
    b"9999-12-31T23:59:59+23:59",
    b"99999999999",
    "\u202e\u2066\u0301\ufeff".encode(),
    "\U0001f600\u00a0\u3000".encode(),
    b"javascript:alert(1)",
    b"http://[",
    b"http://0x7f.1:99999/",
    b"file:///etc/passwd",
    b"../../..",
    b"\r\n\r\n",
    b"\r",
    b"\t",
    b"a@a." * 100,
    b"Continue reading " + b">" * 80,
    b"." * 80,
)


class Hung(BaseException):
    """The run took too long; no `except Exception` of the program may swallow it."""


@dataclass(slots=True)
class Tally:
    """What came of the runs of one kind of input."""

    runs: int = 0
    seconds: float = 0.0
    codes: Counter[int] = field(default_factory=Counter)
    bad: list[str] = field(default_factory=list)


Case = Callable[[Path, random.Random], Sequence[Sequence[str]]]
"""Puts one damaged input into the newsletter's folder; the command lines that then read it."""


def mutate(
    data: bytes, chance: random.Random, others: Sequence[bytes], *, changes: int = 6
) -> bytes:
    """`data` with one to so many `changes`."""
    for _ in range(chance.randint(1, changes)):
        if not data:
            return chance.choice(TOKENS)
        start = chance.randrange(len(data))
        end = min(len(data), start + chance.choice((1, 4, 30, 300)))
        kind = chance.randrange(8)
        if kind == 0:
            data = data[:start] + bytes([chance.randrange(256)]) + data[start + 1 :]
        elif kind == 1:
            data = data[:start] + data[end:]
        elif kind == 2:
            data = data[:end] + data[start:end] * chance.choice((1, 3, 50)) + data[end:]
        elif kind == 3:
            data = data[:start] + chance.choice(TOKENS) + data[start:]
        elif kind == 4:
            data = data[:start] + chance.choice(TOKENS) + data[end:]
        elif kind == 5:
            data = data[:start]
        elif kind == 6:
            other = chance.choice(others)
            at = chance.randrange(len(other) + 1)
            data = data[:start] + other[at : at + chance.choice((10, 200, 2000))] + data[end:]
        else:
            data = data[:start] + data[end : end + 40] + data[start:end] + data[end + 40 :]
    return data[:LARGEST]


def samples(folder: Path, *patterns: str) -> list[bytes]:
    """The files of these patterns that are not too large."""
    paths = sorted(path for pattern in patterns for path in folder.rglob(pattern))
    return [path.read_bytes() for path in paths if path.is_file() and path.stat().st_size < LARGEST]


def mails() -> list[bytes]:
    """A plain mail, one in HTML with an attachment, and the sample newsletter's own."""
    plain = EmailMessage()
    plain["From"], plain["Subject"] = "Desk <desk@example.org>", "Talks reopen in Veldt"
    plain["Date"], plain["Message-ID"] = "Fri, 02 Aug 2024 09:00:00 +0000", "<1@example.org>"
    plain.set_content("Delegates met in the harbour hall.\n\nhttps://example.org/talks\n")
    rich = EmailMessage()
    rich["From"], rich["Subject"] = (
        "=?utf-8?q?B=C3=BCro?= <buero@example.org>",
        "=?utf-8?b?8J+Ygg==?=",
    )
    rich["Date"] = "Thu, 01 Aug 2024 09:00:00 +0200"
    rich.set_content("Text")
    rich.add_alternative("<h1>Ferries</h1><p>Pilots <b>vote</b>.</p>", subtype="html")
    rich.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="a.png")
    return [plain.as_bytes(), rich.as_bytes()]


def opml() -> list[bytes]:
    """An outline of two folders."""
    outlines = "".join(
        f'<outline text="F{one}"><outline type="rss" text="Wire {one}" '
        f'xmlUrl="https://wire{one}.example.org/feed.xml"/></outline>'
        for one in range(8)
    )
    return [f'<?xml version="1.0"?><opml version="2.0"><body>{outlines}</body></opml>'.encode()]


def pieces(ending: str, found: Sequence[bytes]) -> Case:
    """Ten local files of this kind, read and printed in an issue."""

    def put(folder: Path, chance: random.Random) -> Sequence[Sequence[str]]:
        for number in range(10):
            data = mutate(chance.choice(found), chance, found)
            (folder / "articles" / f"fuzz-{number}{ending}").write_bytes(data)
        return (("build", "--offline"), ("why",))

    return put


def outline(found: Sequence[bytes]) -> Case:
    """An OPML file that is imported."""

    def put(folder: Path, chance: random.Random) -> Sequence[Sequence[str]]:
        (folder / "in.opml").write_bytes(mutate(chance.choice(found), chance, found))
        return (("sources", "import", str(folder / "in.opml")), ("config", "check"))

    return put


def one_file(patterns: Sequence[str], *commands: Sequence[str]) -> Case:
    """One file of the newsletter's folder, changed."""

    def put(folder: Path, chance: random.Random) -> Sequence[Sequence[str]]:
        paths = sorted(path for one in patterns for path in folder.glob(one) if path.is_file())
        path = chance.choice(paths)
        others = [other.read_bytes()[:LARGEST] for other in paths[:20]]
        path.write_bytes(mutate(path.read_bytes(), chance, others, changes=2))
        return commands

    return put


def cases(feeds: Path | None) -> dict[str, Case]:
    """The kinds of input."""
    own = samples(TESTS / "sources" / "feeds", "*.xml")
    real = samples(feeds, "*.xml", "*.rss", "*.atom", "*.json", "*.rdf") if feeds else []
    pages = samples(TESTS / "sources" / "pages", "*.html")
    texts = samples(TESTS / "sources" / "pages", "*.txt")
    page = ("drafts/*.toml",)
    return {
        "feeds": pieces(".xml", own + real),
        "pages": pieces(".html", pages),
        "text pages": pieces(".txt", texts),
        "Markdown": pieces(".md", samples(TESTS.parent / "articles", "*.md")),
        "mails": pieces(".eml", mails()),
        "OPML": outline(opml()),
        "drafts": one_file(
            page, ("draft", "--offline", "--json"), ("build", "--offline"), ("publish",)
        ),
        "settings": one_file(("newsletter.toml",), ("config", "check"), ("build", "--offline")),
        "archives": one_file(
            ("issues/**/*", "issues/*"),
            ("archive", "verify"),
            ("archive", "rebuild"),
            ("issues", "list"),
            ("build", "--offline"),
        ),
    }


def used() -> float:
    """Processor seconds of this process and of its ended children."""
    mine = resource.getrusage(resource.RUSAGE_SELF)
    theirs = resource.getrusage(resource.RUSAGE_CHILDREN)
    return mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime


def ended(command: Sequence[str], folder: Path) -> tuple[int, str]:
    """The exit code of a command line, and what it printed."""
    said = io.StringIO()
    code = 0
    signal.alarm(HANG)
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            run_command_line(["-C", str(folder), *command])
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 0 if left.code is None else 1
        if code == INTERRUPTED:
            raise KeyboardInterrupt from None
    except Hung:
        code = -1
    finally:
        signal.alarm(0)
    return code, said.getvalue()


@contextlib.contextmanager
def copied(base: Path) -> Iterator[Path]:
    """A copy of the newsletter, taken away afterwards."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        folder = Path(name) / "weekly"
        shutil.copytree(base, folder)
        yield folder


def attempt(kind: str, case: Case, base: Path, seed: str, tally: Tally, keep: Path | None) -> None:
    """Run one damaged input of `kind` and note what came of it."""
    before = used()
    with copied(base) as folder:
        for command in case(folder, random.Random(seed)):
            code, said = ended(command, folder)
            tally.codes[code] += 1
            tally.runs += 1
            if code in {-1, 70} or "Traceback (most recent call last)" in said:
                reason = "no end" if code == -1 else said.strip().splitlines()[-2:]
                tally.bad.append(f"{kind}, seed {seed}: {' '.join(command)}: {reason}")
                if keep:
                    shutil.copytree(folder, keep / seed.replace(" ", "-"), dirs_exist_ok=True)
    tally.seconds += used() - before


def stop(_number: int, _frame: FrameType | None) -> None:
    """End a run that does not end by itself."""
    raise Hung


def main() -> int:
    """Print a row a kind; 1 where any run ended badly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--feeds", type=Path)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    signal.signal(signal.SIGALRM, stop)
    os.environ["DIGEST_DEBUG"] = "1"
    kinds = {
        name: case for name, case in cases(arguments.feeds).items() if arguments.only in {"", name}
    }
    tallies = {name: Tally() for name in kinds}
    with tempfile.TemporaryDirectory(prefix="fuzz-base-") as name:
        base = Path(name) / "weekly"
        write_newsletter(base)
        for command in (
            ("build", "--offline", "--date", "2024-08-02", "--publish"),
            ("build", "--offline"),
        ):
            code, said = ended(command, base)
            if code:
                print(f"The sound newsletter does not build: {said}")
                return 2
        number = 0
        with contextlib.suppress(KeyboardInterrupt):
            while sum(tally.seconds for tally in tallies.values()) < arguments.seconds:
                # Each kind gets the same processor time: some take a hundred times as long.
                kind = min(kinds, key=lambda one: tallies[one].seconds)
                seed = f"{arguments.seed} {kind} {number}"
                attempt(kind, kinds[kind], base, seed, tallies[kind], arguments.keep)
                number += 1
    print("| input | runs | CPU s | exit codes | traceback, 70 or no end |")
    print("|---|---|---|---|---|")
    for name, tally in tallies.items():
        codes = ", ".join(f"{code}: {count}" for code, count in sorted(tally.codes.items()))
        print(f"| {name} | {tally.runs} | {tally.seconds:.0f} | {codes} | {len(tally.bad)} |")
    worst = [line for tally in tallies.values() for line in tally.bad]
    print("\n".join(worst[:40]), file=sys.stderr)
    return 1 if worst else 0


if __name__ == "__main__":
    raise SystemExit(main())
