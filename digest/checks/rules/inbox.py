"""What an inbox shows before the mail is opened: subject and preheader."""

from collections.abc import Iterator

from digest.checks.mail import Mailing
from digest.checks.rule import Violation, rule
from digest.model.findings import Severity
from digest.text import columns, counted


@rule(
    "subject-missing",
    Severity.ERROR,
    why="An inbox shows sender, subject and preheader; without a subject a mail looks like spam.",
    fix="Write a subject on the draft page, or a pattern under [mail] subject.",
)
def find_missing_subject(mail: Mailing) -> Iterator[Violation]:
    """Mails without a subject."""
    if not mail.issue.subject.strip():
        yield Violation(message="The issue has no subject.")


@rule(
    "subject-long",
    Severity.WARNING,
    why="Gmail's app shows about 35 characters of a subject, an iPhone 48, Gmail in a browser 70 "
    "(tests by emailtooltester).",
    fix="Say it in fewer words, and what matters in the first 35 characters.",
)
def find_long_subject(mail: Mailing) -> Iterator[Violation]:
    """Subjects that an inbox cuts off."""
    width, limit = columns(mail.issue.subject), mail.newsletter.check.subject_length
    if width > limit:
        yield Violation(message=f"The subject takes {counted(width, 'column')}, more than {limit}.")


@rule(
    "preheader-missing",
    Severity.WARNING,
    why="Without a preheader an inbox shows the mail's first words instead, often "
    "“View in browser”.",
    fix="Write a preheader on the draft page.",
)
def find_missing_preheader(mail: Mailing) -> Iterator[Violation]:
    """Mails without a preheader."""
    preheader = " ".join(mail.issue.preheader.split())
    if not preheader:
        yield Violation(message="The issue has no preheader.")
    elif preheader not in mail.document.readable:
        yield Violation(
            message="The HTML does not hold the preheader.",
            fix="Let the template print issue.preheader in mj-preview.",
        )


@rule(
    "preheader-length",
    Severity.WARNING,
    why="Inboxes show 40 to 130 characters after the subject (the tables of mail services "
    "differ); a longer line is cut, a shorter one wastes the room.",
    fix="Write a preheader of 40 to 130 characters.",
)
def find_unfit_preheader(mail: Mailing) -> Iterator[Violation]:
    """Preheaders too short to fill their place or too long for it."""
    settings = mail.newsletter.check
    width = columns(mail.issue.preheader.strip())
    if width > settings.preheader_longest:
        limit = settings.preheader_longest
        yield Violation(
            message=f"The preheader takes {counted(width, 'column')}, more than {limit}."
        )
    elif 0 < width < settings.preheader_shortest:
        limit = settings.preheader_shortest
        yield Violation(
            message=f"The preheader takes {counted(width, 'column')}, fewer than {limit}."
        )


@rule(
    "preheader-repeats-subject",
    Severity.WARNING,
    why="The two stand side by side in an inbox; the second is free room for another story.",
    fix="Name another story of the issue in the preheader.",
)
def find_repeated_subject(mail: Mailing) -> Iterator[Violation]:
    """Preheaders that only say the subject again."""
    subject, preheader = (
        " ".join(text.casefold().split()).rstrip(".…!")
        for text in (mail.issue.subject, mail.issue.preheader)
    )
    if subject and subject == preheader:
        yield Violation(message="The preheader is the subject once more.")
