"""Two rules for `digest check`: no headline shouts, no link reads as an address."""

from collections.abc import Iterator

from digest.extending import Mailing, Severity, Violation, cite, rule


@rule(
    "example-shouting",
    Severity.WARNING,
    why="Words in capitals read as shouting, and more slowly.",
    fix="Write the headline in small letters on the draft page.",
)
def find_shouting(mail: Mailing) -> Iterator[Violation]:
    """Headlines of several words, all in capitals."""
    for item in mail.issue.items:
        if item.headline.isupper() and len(item.headline.split()) > 2:
            yield Violation(block=item.id, message=f"{cite(item.headline)} is all in capitals.")


@rule(
    "example-bare-address",
    Severity.NOTE,
    why="A screen reader spells an address out, sign by sign.",
    fix="Link the words that name the page.",
)
def find_bare_addresses(mail: Mailing) -> Iterator[Violation]:
    """Links that say nothing but where they lead."""
    for link in mail.links:
        if link.words.startswith(("http://", "https://")):
            yield Violation(block=link.block, message=f"A link reads {cite(link.words)}.")


RULES = (find_shouting, find_bare_addresses)
