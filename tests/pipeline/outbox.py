"""A mail server for tests, in memory: takes what the program writes to editors, or refuses it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from digest.errors import UsageError
from digest.model.deliveries import Attachment
from digest.pipeline.workspace import Workspace


class Sent(NamedTuple):
    """A mail that was given to the server."""

    to: str
    subject: str
    text: str
    html: str
    attached: tuple[Attachment, ...]


@dataclass
class Outbox:
    """Takes every mail but those to `refused`."""

    refused: str = ""
    mails: list[Sent] = field(default_factory=list)

    def __call__(
        self,
        workspace: Workspace,
        to: str,
        *,
        subject: str,
        text: str,
        html: str = "",
        attached: Sequence[Attachment] = (),
    ) -> None:
        """Keep it."""
        assert workspace.folder.is_dir()
        if to == self.refused:
            raise UsageError("550 no such user")
        self.mails.append(Sent(to, subject, text, html, tuple(attached)))
