"""A thousand feeds of which every second goes wrong: what is collected, and at what cost.

    python -m benchmarks.faults [--feeds 1000]

The bad ones, in equal parts: 500, reset, a byte every half second, silence, an endless body, a
triple gzip bomb, a gzip without its end, a body shorter than promised, a web page, a redirect loop;
and one in a hundred of the bad is 200 KB on which feedparser takes minutes.
"""

import argparse
import json
import sys
import tempfile

from benchmarks.feed_servers import KINDS, feed, serving
from benchmarks.processes import run

ITEMS = 30


def main() -> None:
    """Print the table; exit code 1 where an article of a healthy feed is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=1000)
    feeds = parser.parse_args().feeds
    with serving(feed(ITEMS, 120)) as base, tempfile.TemporaryDirectory() as folder:
        command = ["-m", "benchmarks.contestants", "hostile", base, str(feeds), folder]
        cost = run([sys.executable, *command])
    found = json.loads(cost.output)
    print("| feeds | bad | wall s | CPU s | peak MB | fewest articles of a healthy feed |")
    print("| --- | --- | --- | --- | --- | --- |")
    print(
        f"| {feeds} | {feeds // 2} | {cost.wall:.1f} | {cost.cpu:.1f} | {cost.peak:.0f} "
        f"| {found['fewest']:.0f} of {ITEMS} |"
    )
    print(f"\n{len(KINDS) + 1} kinds of fault; outcomes: {cost.output}")
    if found["fewest"] < ITEMS or found["healthy"] != (feeds + 1) // 2:
        sys.exit("Articles of healthy feeds are missing.")


if __name__ == "__main__":
    main()
