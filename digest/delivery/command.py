"""A notice in; the editor's own program, which got it as JSON on its input, out."""

import json
from collections.abc import Sequence
from datetime import datetime

from digest.model.notices import Notice
from digest.programs import run_program

SECONDS = 30.0


def pipe_notice(
    command: Sequence[str],
    notice: Notice,
    *,
    newsletter: str,
    when: datetime,
    timeout: float = SECONDS,
) -> None:
    """Run `command` without a shell, with `notice` on its input. Raises ProgramFailed."""
    told = {
        "newsletter": newsletter,
        "kind": notice.kind.value,
        "subject": notice.subject,
        "text": notice.text,
        "key": notice.key,
        "when": when.isoformat(),
    }
    run_program(command, json.dumps(told).encode(), seconds=timeout)
