"""Whether hostile markup survives as something that runs, in any field of an article.

    unshare -rn sh -c 'ip link set lo up; python benchmarks/hostile_articles.py FOLDER'

FOLDER holds *.jsonl files with an `input` a line. Each goes through a feed into an article, whose
every field is checked as a string; then Chromium, if there is one, shows every field as if it were
markup, fires the usual events and counts what called alert, confirm, prompt or print. The same
vectors untouched show that the trap works. Refused where more than loopback can be reached.
"""

import html
import json
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

from digest.config.settings import Source
from digest.model.articles import Article
from digest.sources.entries.values import Unreadable
from digest.sources.feeds.document import parse_feed

BATCH = 250
ALLOWED = frozenset(
    re.findall(
        r"\w+",
        "a abbr b blockquote br caption cite code dd del div dl dt em figcaption figure h1 h2 h3 h4"
        " h5 h6 hr i img ins kbd li mark ol p pre q s samp small strong sub sup table tbody td"
        " tfoot th thead tr u ul var",
    )
)
ATTRIBUTES = {"href", "title", "src", "alt", "width", "height", "colspan", "rowspan"}
PRELUDE = """<script>
alert = confirm = prompt = print = () => { parent.postMessage(NUMBER, '*'); return true };
addEventListener('click', event => {
  const link = event.target.closest && event.target.closest('a[href],area[href]');
  if (link && !/^\\s*javascript:/i.test(link.href)) event.preventDefault();
});
addEventListener('load', () => {
  for (const element of document.querySelectorAll('body *')) {
    if (element.tagName === 'SCRIPT') continue;
    for (const name of ['mouseover', 'mouseenter', 'mousemove', 'mousedown', 'click', 'focus',
        'blur', 'keydown', 'input', 'change', 'toggle', 'scroll', 'pointerover', 'wheel']) {
      const event = new MouseEvent(name, {bubbles: true, cancelable: true});
      try { element.dispatchEvent(event) } catch {}
    }
    try { element.focus && element.focus() } catch {}
  }
});
</script>"""
COLLECTOR = """<script>
const ran = new Set();
addEventListener('message', event => { ran.add(event.data); show() });
const show = () => { document.getElementById('ran').textContent = JSON.stringify([...ran]) };
addEventListener('load', () => setTimeout(show, 1500));
</script><pre id="ran">not run</pre>"""


class Markup(HTMLParser):
    """Gathers what a mail must not hold."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag, an attribute or an address that has no place."""
        if tag not in ALLOWED:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES:
                self.faults.append(f"{tag} {name}")
            address = re.sub(r"[\s\x00-\x20]", "", value or "").lower()
            if name in {"href", "src"} and not address.startswith(("http:", "https:", "mailto:")):
                self.faults.append(f"{name}={address[:40]}")


def main(arguments: list[str]) -> int:
    """Print how many of the vectors in the folder that `arguments` name survive."""
    folder = Path(arguments[0]) if arguments else None
    if folder is None or not list(folder.glob("*.jsonl")):
        print("usage: hostile_articles.py FOLDER; there is no folder of hostile vectors here")
        return 2
    if {name for _, name in socket.if_nameindex()} - {"lo"}:
        print("This must run where only loopback can be reached: see the first lines of the file.")
        return 2
    warnings.simplefilter("ignore")
    failed = 0
    print(
        "| vectors | n | articles | string faults | ran in Chromium: untouched | as articles | s |"
    )
    print("|---|---|---|---|---|---|---|")
    for file in sorted(folder.glob("*.jsonl")):
        failed += _print_file(file)
    return 1 if failed else 0


def _print_file(file: Path) -> int:
    started = time.perf_counter()
    inputs = [json.loads(line)["input"] for line in file.read_text("utf-8").splitlines()]
    articles = [list(_articles(text)) for text in inputs]
    faults = Counter(fault for each in articles for article in each for fault in _faults(article))
    shown = ["\n".join(map(_as_markup, each)) for each in articles]
    raw = _count_run(inputs)
    cleaned = _count_run(shown)
    if faults:
        print(faults.most_common(5), file=sys.stderr)
    print(
        f"| {file.stem} | {len(inputs)} | {sum(map(len, articles))} | {sum(faults.values())} "
        f"| {raw} | {cleaned} | {time.perf_counter() - started:.0f} |",
        flush=True,
    )
    return sum(faults.values()) + (cleaned if isinstance(cleaned, int) else 0)


def _articles(text: str) -> Iterator[Article]:
    """The vector as every field of a JSON Feed's item; or the feed that it is itself."""
    item = {"id": "1", "url": text, "title": text, "summary": text, "content_html": text}
    item |= {"image": text, "language": text}
    feed = {"items": [item | {"authors": [{"name": text}], "tags": [text]}]}
    bodies = [json.dumps(feed).encode()]
    if "<rss" in text or "<feed" in text:
        bodies.append(text.encode("utf-8", errors="replace"))
    for body in bodies:
        try:
            parsed = parse_feed(
                body,
                source=Source(url="https://feed.example/"),
                url="https://feed.example/",
                content_type="",
                now=datetime(2026, 1, 1, tzinfo=UTC),
                zone=ZoneInfo("UTC"),
            )
        except Unreadable:
            continue
        yield from parsed.articles


def _plain_fields(article: Article) -> list[str]:
    image = article.image
    return [
        *(article.title, article.summary, article.text, article.byline, article.date_note),
        *(article.url, article.key, article.language, *article.categories),
        *((image.url, image.alt, image.credit) if image else ()),
    ]


def _as_markup(article: Article) -> str:
    # Plain fields are escaped wherever they are shown; here they are not, to be on the safe side.
    return "\n<hr>\n".join((article.html, *_plain_fields(article)))


def _faults(article: Article) -> list[str]:
    markup = Markup()
    markup.feed(article.html)
    markup.close()
    tags = [f"tag in text {field[:60]!r}" for field in _plain_fields(article) if _has_tag(field)]
    return markup.faults + tags


def _has_tag(field: str) -> bool:
    return bool(re.search(r"<[a-zA-Z!/?]", field))


def _count_run(texts: Sequence[str]) -> int | str:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return "no Chromium"
    ran = 0
    for start in range(0, len(texts), BATCH):
        ran += len(_ran(texts[start : start + BATCH], chromium))
    return ran


def _ran(texts: Sequence[str], chromium: str) -> list[int]:
    frames = []
    for number, text in enumerate(texts):
        document = f"<body>{PRELUDE.replace('NUMBER', str(number))}{text}"
        frames.append(f'<iframe sandbox="allow-scripts" srcdoc="{html.escape(document)}"></iframe>')
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(
            f"<!doctype html><meta charset=utf-8>{COLLECTOR}{''.join(frames)}",
            encoding="utf-8",
            errors="replace",
        )
        shown = subprocess.run(
            [
                *(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"),
                *(
                    "--virtual-time-budget=15000",
                    f"--user-data-dir={folder}/profile",
                    page.as_uri(),
                ),
            ],
            capture_output=True,
            timeout=300,
            check=False,
        ).stdout.decode("utf-8", errors="replace")
    found = re.search(r'<pre id="ran">([^<]*)</pre>', shown)
    if not found or found[1] == "not run":
        raise SystemExit("Chromium did not come to an end with a batch; nothing was measured.")
    ran: list[int] = json.loads(found[1])
    return ran


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
