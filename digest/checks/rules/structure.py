"""How the HTML is built for those who listen to it, and for Outlook."""

import re
from collections.abc import Iterator

from digest.checks.document import Element
from digest.checks.mail import Mailing
from digest.checks.rule import Violation, cite, rule
from digest.model.findings import Severity


@rule(
    "language",
    Severity.WARNING,
    why="A screen reader chooses its voice by the language, a hyphenator its rules (WCAG 2.2, "
    "3.1.1).",
    fix="Write lang and dir on the template's mjml element.",
)
def find_wrong_language(mail: Mailing) -> Iterator[Violation]:
    """HTML that does not say its language and direction."""
    root = next(mail.document.named("html"), None)
    attributes = root.attributes if root else {}
    language = attributes.get("lang", "")
    wanted = mail.issue.masthead.language
    if language in {"", "und"}:
        yield Violation(message="The html element names no language.")
    elif language.partition("-")[0].lower() != wanted.partition("-")[0].lower():
        yield Violation(message=f"The html element says {language}, the newsletter {wanted}.")
    direction = mail.issue.masthead.direction
    if direction == "rtl" and attributes.get("dir", "") != "rtl":
        yield Violation(message="The newsletter is written right to left, the html element is not.")


@rule(
    "title-missing",
    Severity.WARNING,
    why="The title names the browser's tab of the web copy, and a screen reader reads it first "
    "(WCAG 2.2, 2.4.2).",
    fix="Write mj-title in the template's head.",
)
def find_missing_title(mail: Mailing) -> Iterator[Violation]:
    """HTML without a title."""
    if not mail.document.title:
        yield Violation(message="The HTML has no title.")


@rule(
    "one-h1",
    Severity.WARNING,
    why="Readers who listen to a mail jump from heading to heading; the one h1 says where the "
    "mail begins (WCAG 2.2, 1.3.1).",
    fix="Give the issue's first headline an h1, all others h2 and h3.",
)
def find_wrong_h1_count(mail: Mailing) -> Iterator[Violation]:
    """Mails with no heading of the first level, or several."""
    count = sum(1 for _ in mail.document.named("h1"))
    if count != 1:
        yield Violation(message=f"The mail has {count} h1 elements.")


@rule(
    "heading-order",
    Severity.WARNING,
    why="A skipped level sounds like a missing part to those who listen (WCAG 2.2, 1.3.1).",
    fix="Use the next level down in the template.",
)
def find_skipped_headings(mail: Mailing) -> Iterator[Violation]:
    """Headings that skip a level, or say nothing."""
    before = 0
    for heading in mail.document.named("h1", "h2", "h3", "h4", "h5", "h6"):
        level = int(heading.name[1])
        words = mail.document.text(heading)
        if not words:
            yield Violation(block=mail.block(heading), message=f"An {heading.name} is empty.")
        if level > before + 1:
            after = f"an h{before}" if before else "nothing"
            yield Violation(
                block=mail.block(heading),
                message=f"{cite(words)} is an {heading.name} after {after}.",
            )
        before = level


@rule(
    "table-role",
    Severity.WARNING,
    why="A screen reader counts rows and columns aloud in every table that does not say it is "
    "only layout (WAI-ARIA, presentation).",
    fix='Write role="presentation" on the table, or th elements where it holds data.',
)
def find_tables_without_role(mail: Mailing) -> Iterator[Violation]:
    """Layout tables that screen readers announce as data."""
    for table in mail.document.named("table"):
        role = table.attributes.get("role", "")
        if role not in {"presentation", "none"} and not _holds_data(mail, table):
            yield Violation(block=mail.block(table), message="A table has no role=presentation.")


def _holds_data(mail: Mailing, table: Element) -> bool:
    return any(inner.name in {"th", "caption"} for inner in mail.document.inside(table))


# Lists are not here: the stock templates give them a margin in Outlook.
_TEXT = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "div", "pre", "address")
_SOME = re.compile(r"[1-9]")


@rule(
    "text-padding",
    Severity.WARNING,
    why="Outlook for Windows passes over padding outside of table cells: the text sticks to its "
    "border or to what is above it (caniemail.com, css-padding).",
    fix="Use a margin, or put the text into a table cell and give that the padding, as the stock "
    "templates' boxed() does.",
)
def find_padded_texts(mail: Mailing) -> Iterator[Violation]:
    """Text that keeps its distance by a padding of its own."""
    reported: set[tuple[str, str]] = set()
    for element in mail.document.named(*_TEXT):
        for name, value in element.style.items():
            if not name.startswith("padding") or not _SOME.search(value[:100]):
                continue
            if (element.name, f"{name}: {value}") not in reported:
                reported.add((element.name, f"{name}: {value}"))
                yield Violation(
                    block=mail.block(element),
                    message=f"A {element.name} has {name}: {value}, at "
                    f"{cite(mail.document.text(element))}.",
                )
