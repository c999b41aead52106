"""A tag, or none, in; what stands against a release out, else its notes in build/notes.md.

`python .ci/release.py [v1.2.3]`, from the root of the repository. Nothing is uploaded or tagged.
"""

import re
import sys
from datetime import date
from pathlib import Path

UNRELEASED = "## [Unreleased]"
HEADING = re.compile(r"^## \[([^\]]+)\](?: - (\d{4}-\d{2}-\d{2}))?$", re.MULTILINE)


def read_version(root: Path) -> str:
    """The version that the program says of itself."""
    text = (root / "digest" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    return found[1] if found else ""


def read_parts(root: Path) -> dict[str, tuple[str, str]]:
    """Each heading of the changelog, in its order: the day of its release and what it says."""
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = list(HEADING.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    return {
        heading[1]: (heading[2] or "", text[heading.end() : end].strip())
        for heading, end in zip(headings, ends, strict=True)
    }


def find_problems(version: str, parts: dict[str, tuple[str, str]], tag: str) -> list[str]:
    """What is to be mended first, each with how."""
    heading = f"## [{version}] - YYYY-MM-DD"
    day, news = parts.get(version, ("", ""))
    newest = next((name for name in parts if name != "Unreleased"), version)
    problems = []
    if tag and tag != f"v{version}":
        problems.append(
            f"the tag is {tag}, and digest/__init__.py has {version}: delete the tag, or set the "
            "version and tag the commit that does"
        )
    if parts.get("Unreleased", ("", ""))[1]:
        problems.append(f"CHANGELOG.md has news under {UNRELEASED}: move them under {heading}")
    if not news:
        problems.append(f"CHANGELOG.md says nothing of {version}: write it under {heading}")
    elif not is_day(day):
        problems.append(f"CHANGELOG.md does not say when {version} came out: write {heading}")
    if news and newest != version:
        problems.append(
            f"CHANGELOG.md has {newest} before {version}: set digest/__init__.py to the newer one"
        )
    return problems


def is_day(text: str) -> bool:
    """Whether `text` is a day that there is."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def main(arguments: list[str]) -> str:
    """Write the notes of the release; the message to end with where something stands against it."""
    root = Path.cwd()
    version = read_version(root)
    parts = read_parts(root)
    problems = find_problems(version, parts, arguments[0] if arguments else "")
    if problems:
        return "\n".join(problems)
    notes = root / "build" / "notes.md"
    notes.parent.mkdir(exist_ok=True)
    notes.write_text(parts[version][1] + "\n", encoding="utf-8")
    sys.stdout.write(f"{version} can be released; its notes are in {notes.relative_to(root)}\n")
    return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) or 0)
