"""The system's own programs, by their names: crontab, systemctl."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from digest.programs import ProgramFailed, Ran, try_program

MISSING = 127
"""What a shell says of a program that is not there."""


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
        environment = {**self.environment, "LC_ALL": "C"}
        try:
            ran = try_program(
                (path, *arguments), given, seconds=self.seconds, environment=environment
            )
        except ProgramFailed as error:
            return Ran(code=MISSING, complaint=f"{name} {error}")
        return replace(ran, complaint=ran.complaint or f"{name} ended with {ran.code}")
