"""Pictures that the web does not hand out."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.pictures import pictures
from digest.checks.quoting import shown
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    for image in pictures(mail.page):
        source = image.attributes.get("src", "")
        answer = mail.answers.get(source.partition("#")[0])
        if answer is None:
            continue
        kind = answer.content_type.partition(";")[0].strip().lower()
        if answer.status >= 400 or answer.failure:
            said = answer.failure or f"answers {answer.status}"
            yield Problem(block=mail.block(image), message=f"{shown(source)}: {said}.")
        elif kind and not kind.startswith("image/") and kind != "application/octet-stream":
            yield Problem(block=mail.block(image), message=f"{shown(source)} is {kind}.")


RULE = Rule(
    id="image-dead",
    severity=Severity.ERROR,
    why="A picture that does not load leaves a hole; many hosts refuse pictures to mail readers.",
    fix="Use another picture, or none.",
    find=_find,
)
