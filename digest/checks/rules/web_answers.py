"""Links and pictures as the web answered, where `digest check --links` has asked it."""

from collections.abc import Iterator

from digest.checks.mail import Mailing
from digest.checks.rule import Violation, cite, rule
from digest.model.findings import Severity
from digest.text import shortened

_GONE = frozenset({404, 410, 451})


@rule(
    "link-dead",
    Severity.ERROR,
    why="A page that is gone (404, 410) stays gone when readers click.",
    fix="Find the page's new address, or take the link out.",
)
def find_dead_links(mail: Mailing) -> Iterator[Violation]:
    """Links that the web says lead to nothing."""
    for link in mail.links:
        answer = mail.answers.get(link.address.partition("#")[0])
        if answer and answer.status in _GONE:
            yield Violation(
                block=link.block,
                message=f"{shortened(link.address)}, where {cite(link.words)} leads, "
                f"answers {answer.status}.",
            )


@rule(
    "link-moved",
    Severity.NOTE,
    why="A redirect for good (301, 308) works until the old site goes; story links often end on "
    "a home page that way.",
    fix="Use the new address.",
)
def find_moved_links(mail: Mailing) -> Iterator[Violation]:
    """Links to pages that have moved for good."""
    for link in mail.links:
        answer = mail.answers.get(link.address.partition("#")[0])
        if answer and answer.permanent and answer.final not in {"", link.address}:
            yield Violation(
                block=link.block,
                message=f"{cite(link.words)} has moved to {shortened(answer.final)}.",
                fix=f"Use {answer.final}.",
            )


@rule(
    "link-unanswered",
    Severity.NOTE,
    why="Many sites turn programs away (403, 429) and let readers in; only a look tells.",
    fix="Open the link in a browser.",
)
def find_unanswered_links(mail: Mailing) -> Iterator[Violation]:
    """Links that could not be followed to the end."""
    reported: set[str] = set()
    for link in mail.links:
        address = link.address.partition("#")[0]
        answer = mail.answers.get(address)
        if answer is None or address in reported:
            continue
        reported.add(address)
        if answer.failure:
            yield Violation(block=link.block, message=f"{shortened(address)}: {answer.failure}.")
        elif answer.status in {401, 402, 403, 429} or answer.status >= 500:
            yield Violation(
                block=link.block, message=f"{shortened(address)} answers {answer.status}."
            )


@rule(
    "image-dead",
    Severity.ERROR,
    why="A picture that does not load leaves a hole; many hosts refuse pictures to mail readers.",
    fix="Use another picture, or none.",
)
def find_dead_images(mail: Mailing) -> Iterator[Violation]:
    """Pictures that the web does not hand out."""
    for image in mail.pictures:
        source = image.attributes.get("src", "")
        answer = mail.answers.get(source.partition("#")[0])
        if answer is None:
            continue
        kind = answer.content_type.partition(";")[0].strip().lower()
        if answer.status >= 400 or answer.failure:
            said = answer.failure or f"answers {answer.status}"
            yield Violation(block=mail.block(image), message=f"{shortened(source)}: {said}.")
        elif kind and not kind.startswith("image/") and kind != "application/octet-stream":
            yield Violation(block=mail.block(image), message=f"{shortened(source)} is {kind}.")


@rule(
    "image-heavy",
    Severity.WARNING,
    why="A picture of a megabyte takes seconds on a phone, and mail is read on phones; 200,000 "
    "bytes are a good aim.",
    fix="Use a smaller copy of the picture; the mail shows it 600 pixels wide.",
)
def find_heavy_images(mail: Mailing) -> Iterator[Violation]:
    """Pictures of too many bytes."""
    limit = mail.newsletter.check.image_bytes
    for size in mail.attached:
        if size > limit:
            yield Violation(
                message=f"The mail carries a picture of {size:,} bytes, more than {limit:,}."
            )
    for image in mail.pictures:
        source = image.attributes.get("src", "")
        answer = mail.answers.get(source.partition("#")[0])
        if answer and answer.bytes > limit:
            yield Violation(
                block=mail.block(image),
                message=f"{shortened(source)} has {answer.bytes:,} bytes, more than {limit:,}.",
            )
