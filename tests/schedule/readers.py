"""How cron and systemd read what they are given, written after their manuals and not our code."""

import re
from pathlib import Path

_WORDS = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')


def read_by_vixie_cron(command: str) -> str:
    r"""What Debian's cron hands to the shell: \% and \\ lose a backslash, a bare % ends it."""
    return _read_command(command, escapable="%\\")


def read_by_cronie(command: str) -> str:
    r"""What Fedora's hands to it: only \% loses its backslash."""
    return _read_command(command, escapable="%")


def _read_command(command: str, *, escapable: str) -> str:
    read = ""
    escaped = False
    for sign in command:
        if escaped:
            read = read[:-1] + sign if sign in escapable else read + sign
            escaped = False
        elif sign == "%":
            break
        else:
            read += sign
            escaped = sign == "\\"
    return read


def read_by_systemd(line: str) -> list[str]:
    """The words of an ExecStart= line of systemd.service(5), whose colon keeps $ as it is."""
    words = []
    for quoted, plain in _WORDS.findall(line.removeprefix(":")):
        word = re.sub(r"\\(.)", r"\1", quoted or plain)
        assert not re.search(r"(?<!%)(%%)*%(?!%)", word), f"a specifier: {word}"
        words.append(word.replace("%%", "%"))
    return words


def value_of(text: str, key: str) -> str:
    """What stands behind `key=` in a unit."""
    (found,) = re.findall(rf"(?m)^{key}=(.*)$", text)
    return str(found)


def make_program(path: Path, script: str) -> Path:
    """An executable shell script at `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}")
    path.chmod(0o755)
    return path
