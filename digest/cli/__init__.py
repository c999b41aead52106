"""The command line: read options, call the pipeline, print, set the exit code."""

import gc
import sys

from digest.cli.application import run_command_line
from digest.cli.commands import install_commands

install_commands()


def main() -> None:
    """Run this process's command line."""
    # A run is short and its start makes many lasting objects: looking for garbage that often
    # took a tenth of it.
    gc.set_threshold(50_000, 20, 20)
    run_command_line(sys.argv[1:])
