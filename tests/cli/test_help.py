"""The help: in groups, whole at every width, and with examples that work."""

import shlex

import pytest
from cli.pty_runs import watch
from cli.terminal import digest

from digest.cli.commands import COMMANDS, EXAMPLES, GROUPS, PANELS, command_function

PATHS = [name for name, _ in COMMANDS]
PATHS += [f"{group} {name}" for group, _, commands in GROUPS for name, _ in commands]


def test_help_is_in_groups_each_with_an_example() -> None:
    """In the order of an editor's work; every command is in one of them."""
    told = digest("--help").out
    headings = [line for line in told.splitlines() if line.endswith(":") and line[0] != " "]
    assert headings == [
        "Options:",
        "Start:",
        "Every week:",
        "By hand:",
        "Archive:",
        "For programs:",
        "Many newsletters:",
        "Settings:",
    ]
    assert told.count("Example: digest ") == 7
    named = [name for names in PANELS.values() for name in names]
    assert sorted(named) == sorted([name for name, _ in COMMANDS] + [name for name, *_ in GROUPS])


@pytest.mark.parametrize("width", [60, 120])
def test_no_word_of_the_help_is_cut_off(width: int) -> None:
    """The first paragraph of each command is there; no line is wider than the terminal."""
    seen = watch("--help", width=width)
    words = " ".join(seen.text.split())
    for _, place in COMMANDS:
        assert " ".join((command_function(place).__doc__ or "").split()) in words
    assert "..." not in words.replace("[ARGS]...", "")
    assert all(len(line) <= width for line in seen.lines)


def test_a_group_lists_its_commands_with_an_example() -> None:
    """Of the first of them."""
    told = digest("sources", "--help").out
    assert "\nCommands:\n  list      List what the newsletter reads.\n" in told
    assert told.endswith("\n  Example: digest sources list\n")


@pytest.mark.parametrize("path", PATHS)
def test_every_command_has_an_example_that_it_takes(path: str) -> None:
    """With options and arguments that there are."""
    program, *arguments = shlex.split(EXAMPLES[path].partition(" > ")[0])
    assert program == "digest"
    assert arguments[: len(path.split())] == path.split()
    helped = digest(*arguments, "--help")
    assert helped.code == 0, helped.err
    assert helped.out.endswith(f"\nExample: {EXAMPLES[path]}\n")
