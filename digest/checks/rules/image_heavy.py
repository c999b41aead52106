"""Pictures of too many bytes."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.pictures import pictures
from digest.checks.quoting import shown
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    limit = mail.newsletter.check.image_bytes
    for size in mail.attached:
        if size > limit:
            yield Problem(
                message=f"The mail carries a picture of {size:,} bytes, more than {limit:,}."
            )
    for image in pictures(mail.page):
        source = image.attributes.get("src", "")
        answer = mail.answers.get(source.partition("#")[0])
        if answer and answer.bytes > limit:
            yield Problem(
                block=mail.block(image),
                message=f"{shown(source)} has {answer.bytes:,} bytes, more than {limit:,}.",
            )


RULE = Rule(
    id="image-heavy",
    severity=Severity.WARNING,
    why="A picture of a megabyte takes seconds on a phone, and mail is read on phones; 200,000 "
    "bytes are a good aim.",
    fix="Use a smaller copy of the picture; the mail shows it 600 pixels wide.",
    find=_find,
)
