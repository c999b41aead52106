"""How long an issue takes to render, by step and by size, and next to the npm mjml command.

    PYTHONPATH=tests python -m benchmarks.rendering [--mjml PATH_OF_THE_MJML_COMMAND]

All times are medians in milliseconds of wall-clock time, warm; "CPU" is this process's own time,
which a busy machine disturbs less. The two sides of the ratio take turns in one run.
"""

import argparse
import cProfile
import math
import pstats
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from rendering.issues import long_issue

from digest.checks import check
from digest.config.settings import About, Newsletter
from digest.model.issues import Issue, RenderedIssue
from digest.rendering import issue as stage
from digest.rendering import render_mail
from digest.rendering.inliner import inline_styles
from digest.rendering.message import write_message
from digest.rendering.mjml import convert_mjml
from digest.rendering.self_check import raise_if_lost
from digest.rendering.templates import markup_template

SAMPLE = 8
SIZES = (1, 8, 20, 40, 200, 1000)
NEWSLETTER = Newsletter(newsletter=About(title="Strait Watch"))


def timed(action: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Median wall-clock and CPU milliseconds of `action`, after one round to warm up."""
    action()
    walls, cpus = [], []
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        action()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return statistics.median(walls) * 1000, statistics.median(cpus) * 1000


def checked(rendered: RenderedIssue) -> None:
    """The preflight, as a build runs it."""
    check(rendered, newsletter=NEWSLETTER, past=(), templates={})


def print_steps(issue: Issue) -> None:
    """What each step costs."""
    template = markup_template(stage.HTML_TEMPLATE, None)
    context = stage.template_context(issue)
    rendered = render_mail(issue)
    before = convert_mjml(template, context)
    after = inline_styles(before)
    steps: dict[str, Callable[[], object]] = {
        "Jinja": lambda: template.render(context),
        "Jinja and MJML": lambda: convert_mjml(template, context),
        "premailer": lambda: inline_styles(before),
        "self-check": lambda: raise_if_lost(before, after, []),
        "text": lambda: stage.render_text(issue, None),
        "eml": lambda: write_message(issue, rendered.html, rendered.text),
        "render_mail() in all": lambda: render_mail(issue),
        "check": lambda: checked(rendered),
    }
    print(f"\n{SAMPLE} bullets, 3 cards and a lead, as in the sample issue, by step\n")
    print(f"{'step':<18}{'ms':>8}{'CPU ms':>9}")
    for name, action in steps.items():
        wall, cpu = timed(action, 25)
        print(f"{name:<18}{wall:>8.2f}{cpu:>9.2f}")


def print_growth() -> None:
    """Whether time grows with the number of items, and not faster."""
    print(f"\nby size\n\n{'bullets':>8}{'HTML bytes':>12}{'ms':>9}{'CPU ms':>9}{'CPU ms/item':>13}")
    cpu_times = {}
    for size in SIZES:
        issue = long_issue(size)
        wall, cpu = timed(partial(render_mail, issue), 15 if size < 100 else 5)
        cpu_times[size] = cpu
        print(
            f"{size:>8}{len(render_mail(issue).html.encode()):>12,}{wall:>9.1f}{cpu:>9.1f}"
            f"{cpu / (size + 4):>13.2f}"
        )
    exponent = math.log(cpu_times[1000] / cpu_times[200]) / math.log(1004 / 204)
    print(f"\nfrom 200 to 1,000 bullets time grows with items to the power of {exponent:.2f}")


def print_ratio(command: str, issue: Issue) -> None:
    """The npm mjml command and this program, by turns, on the same issue."""
    template = markup_template(stage.HTML_TEMPLATE, None)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "issue.mjml"
        source.write_text(template.render(stage.template_context(issue)), encoding="utf-8")
        call = [command, str(source), "-o", str(Path(folder) / "issue.html")]
        version = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
        theirs, ours, whole = [], [], []
        for _ in range(7):
            theirs.append(timed_once(lambda: subprocess.run(call, capture_output=True, check=True)))
            ours.append(timed(lambda: checked(render_mail(issue)), 5)[0])
            whole.append(
                timed_once(lambda: subprocess.run([sys.executable, "-c", WHOLE], check=True))
            )
    peer = statistics.median(theirs)
    print(f"\nbeside {' '.join(version.stdout.split())}, same MJML, by turns\n")
    print(f"{'npm mjml command':<44}{peer:>8.1f} ms")
    for name, times in (
        ("render_mail() and check(), warm: all of the mail", ours),
        ("a new Python process that renders one issue", whole),
    ):
        median = statistics.median(times)
        print(f"{name:<44}{median:>8.1f} ms{peer / median:>8.1f} times faster")


WHOLE = (
    "from rendering.issues import long_issue; from digest.rendering import render_mail; "
    f"render_mail(long_issue({SAMPLE}))"
)


def timed_once(action: Callable[[], object]) -> float:
    """Wall-clock milliseconds of `action`."""
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def print_profile(issue: Issue) -> None:
    """Where the time goes."""
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(20):
        render_mail(issue)
    profile.disable()
    print("\nprofile of 20 rounds, by own time\n")
    pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats(10)


def main() -> None:
    """Print every table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mjml", default="", help="the npm mjml command")
    arguments = parser.parse_args()
    issue = long_issue(SAMPLE)
    print_steps(issue)
    print_growth()
    if arguments.mjml:
        print_ratio(arguments.mjml, issue)
    else:
        print("\nno npm mjml command given: no ratio")
    print_profile(issue)


if __name__ == "__main__":
    main()
