"""`digest notices test`: whether who is to be told can be told."""

import typer

from digest.cli.options import JsonOption, print_json
from digest.cli.printing import tell
from digest.cli.terminal import Role, words
from digest.text import counted


def notices_test_command(ctx: typer.Context, *, as_json: JsonOption = False) -> None:
    """Tell a trial notice by every way of [notices], and say what each answered."""
    from digest.cli.workspace import open_workspace
    from digest.errors import UsageError
    from digest.pipeline.notices import try_notices

    told = try_notices(open_workspace(ctx))
    for one in told:
        if as_json:
            print_json(one)
        elif one.problem:
            tell(f"{one.way}: ", words(one.problem, Role.BAD))
        else:
            tell(f"{one.way}: ", words(one.said, Role.GOOD))
    if failed := sum(bool(one.problem) for one in told):
        raise UsageError(
            f"{counted(failed, 'way')} of {len(told)} did not work; mend what is said above"
        )
