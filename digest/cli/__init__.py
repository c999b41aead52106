"""The command line: read options, call the pipeline, print, set the exit code."""

import sys

from digest.cli.application import run
from digest.cli.commands import install_commands

install_commands()


def main() -> None:
    """Run this process's command line."""
    run(sys.argv[1:])
