"""What the editor is told when something needs a hand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One message: `kind` in a word, `subject` in a line, `text`.

    Two of the same `key` are about the same matter.
    """

    kind: str
    subject: str
    text: str
    key: str
