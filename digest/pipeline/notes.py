"""A mail of the program's own to one person: how it is given to the mail server."""

from collections.abc import Sequence
from typing import Protocol

from digest.model.deliveries import Attachment
from digest.pipeline.sending import send_note
from digest.pipeline.workspace import Workspace


class PostNote(Protocol):
    """Sends a mail that is no issue, from [mail] sender, without a header of a mailing list.

    Raises DigestError where the mail was not taken.
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


post_note: PostNote = send_note
