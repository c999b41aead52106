"""A program of this machine and its arguments in; what it said out. No shell, and an end to it."""

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field

from digest.text import shortened

MISSING = 127
"""What a shell says of a program that is not there."""

_TOO_LONG = 124
_LONGEST_COMPLAINT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a program ended, what it printed, and the last line of what it complained about."""

    code: int
    printed: bytes = b""
    complaint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programs:
    """The programs that are found along the PATH of `environment`, each run for some `seconds`."""

    environment: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 30.0

    def run(self, name: str, *arguments: str, given: bytes = b"") -> Ran:
        """Run `name` by its absolute path, `given` as its input; it speaks English."""
        path = shutil.which(name, path=self.environment.get("PATH", ""))
        if path is None:
            return Ran(code=MISSING, complaint=f"{name} is not on this machine")
        try:
            done = subprocess.run(
                (path, *arguments),
                input=given,
                env={**self.environment, "LC_ALL": "C"},
                capture_output=True,
                timeout=self.seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Ran(code=_TOO_LONG, complaint=f"{name} took longer than {self.seconds:g} s")
        except OSError as error:
            return Ran(code=MISSING, complaint=f"{path} cannot be started: {error.strerror}")
        said = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        return Ran(
            code=done.returncode,
            printed=done.stdout,
            complaint=shortened(said, _LONGEST_COMPLAINT) or f"{name} ended with {done.returncode}",
        )
