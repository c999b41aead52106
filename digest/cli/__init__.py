"""The command line: read options, call the pipeline, print, set the exit code.

A scheduler asks every few minutes whether something is due. Where nothing is, the answer comes
before anything heavy is imported.
"""

import gc
import os
import sys
import time

from digest import __version__
from digest.schedule.idle import is_idle_run


def main() -> None:
    """Run this process's command line."""
    if is_idle_run(sys.argv[1:], os.environ, now=time.time(), version=__version__):
        return
    # A run is short and its start makes many lasting objects: looking for garbage that often
    # took a tenth of it.
    gc.set_threshold(50_000, 20, 20)
    from digest.cli.application import run_command_line
    from digest.cli.commands import install_commands

    install_commands(sys.argv[1:])
    try:
        run_command_line(sys.argv[1:])
    finally:
        # The process ends, and all memory with it: looking through the whole for garbage once
        # more took a sixth of a build.
        gc.freeze()
