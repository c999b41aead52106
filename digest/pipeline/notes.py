"""A mail of the program's own to one person in; how it is given to the mail server, out."""

from collections.abc import Sequence
from typing import Protocol

from digest.errors import UsageError
from digest.model.deliveries import Attachment
from digest.pipeline.workspace import Workspace


class PostNote(Protocol):
    """Sends a mail that is no issue: to an editor, from [mail] sender or the address itself.

    It has no header of a mailing list. Raises DigestError where the mail was not taken.
    """

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
        """Send it."""


class NoPost:
    """Where mail cannot be sent: says so."""

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
        """Refuse it."""
        del workspace, text, html, attached
        raise UsageError(f"“{subject}” cannot be mailed to {to}: set [smtp] host")


post_note: PostNote = NoPost()
