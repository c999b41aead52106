"""Two texts of a page in, the lines by which they differ out; and those lines put back."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from digest.draft.edits.sheet import Sheet, Splice, split_lines
from digest.errors import StaleEdit
from digest.model.edits import Hunk, Revert

_AROUND = 4
"""How many lines on either side say where a change stands."""

_LONG = 300


def difference(before: str, after: str) -> Revert:
    """What makes the text `before` of `after` again."""
    old, new = split_lines(before), split_lines(after)
    same = _same_from_start(old, new)
    foot = _same_from_start(old[same:][::-1], new[same:][::-1])
    middle, wrote = old[same : len(old) - foot], new[same : len(new) - foot]
    # Among hundreds of lines those that stand everywhere, blank ones, cost seconds.
    long = len(middle) > _LONG
    changes = SequenceMatcher(None, wrote, middle, autojunk=long).get_opcodes()
    return Revert(
        hunks=tuple(
            Hunk(
                line=same + first,
                before=new[max(0, same + first - _AROUND) : same + first],
                wrote=wrote[first:end],
                after=new[same + end : same + end + _AROUND],
                stood=middle[start:stop],
            )
            for tag, first, end, start, stop in changes
            if tag != "equal"
        )
    )


def changed_lines(before: str, after: str) -> int:
    """By how many lines two texts differ."""
    hunks = difference(before, after).hunks
    return sum(max(len(one.wrote), len(one.stood)) for one in hunks)


def revert(sheet: Sheet, edit: Revert) -> list[Splice]:
    """The lines put back; raises StaleEdit where what was written there is no longer there."""
    splices: list[Splice] = []
    for hunk in edit.hunks:
        at = _find(sheet.lines, hunk)
        if at is None or (splices and at < splices[-1].end):
            sentence = "the lines that it wrote were changed since, or those around them"
            raise StaleEdit(sentence, present="", wanted="\n".join(hunk.stood))
        splices.append(Splice(first=at, end=at + len(hunk.wrote), lines=hunk.stood))
    return splices


def _same_from_start(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _find(lines: Sequence[str], hunk: Hunk) -> int | None:
    """Where the lines of `hunk` stand now, with as many of those around them as still do."""
    for width in range(_AROUND, 0, -1):
        found = _places(lines, hunk, width)
        if len(found) == 1 or (found and width > 1):
            return min(found, key=lambda at: abs(at - hunk.line))
    return None


def _places(lines: Sequence[str], hunk: Hunk, width: int) -> list[int]:
    before, after = hunk.before[-width:], hunk.after[:width]
    wanted = (*before, *hunk.wrote, *after)
    last = len(lines) - len(wanted)
    return (
        [
            at + len(before)
            for at in range(last + 1)
            if lines[at] == wanted[0] and tuple(lines[at : at + len(wanted)]) == wanted
        ]
        if wanted
        else []
    )
