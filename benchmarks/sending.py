"""Kill runs that send an issue live at random moments, and count what their lists then have.

    PYTHONPATH=tests python -m benchmarks.sending [KILLS]

The server is a process of its own on loopback; it takes every mail and answers up to 120 ms late.
Wanted: each list has the issue exactly once, and every outcome that the program cannot know was
named, so that the editor decided it.
"""

import sys
import tempfile
import time
from pathlib import Path

from delivery.killing import kill_sendings


def main() -> None:
    """Print the tally."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tally = kill_sendings(Path(folder), kills, seed=kills)
    print(f"{tally.kills} kills, {tally.lists} lists, {time.monotonic() - began:.0f} s")
    print(f"once {tally.once}, twice {tally.twice}, missing {tally.missing}")
    print(f"named unknown {tally.named}, of which {tally.arrived} had arrived")
    print(f"unnamed {tally.unnamed}")
    print("state after a kill:", dict(tally.moments))
    if tally.twice or tally.missing or tally.unnamed:
        sys.exit("a list did not get the issue once, or a doubt was not named")


if __name__ == "__main__":
    main()
