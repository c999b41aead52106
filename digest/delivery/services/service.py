"""What a service that sends can be asked, and how it fails."""

from typing import Protocol, runtime_checkable

from digest.model.service_drafts import HeldDraft, ServiceDraft


class ServiceFailed(Exception):
    """A service did not do what it was asked; `str(error)` is a sentence with what to do."""


class ServiceRefused(ServiceFailed):
    """It will not: a wrong key, a limit, something that it does not take."""


class ServiceBusy(ServiceFailed):
    """Not now: too many requests, or it is down; nothing was taken."""


class ServiceUnsure(ServiceFailed):
    """It was asked to write, and how it ended is not known."""


class OnlyPlanned(ServiceFailed):
    """A request that would have written was noted, and not sent: it is a dry run."""


@runtime_checkable
class Service(Protocol):
    """Keeps one draft an issue; never sends, never schedules. Every act raises ServiceFailed."""

    @property
    def name(self) -> str:
        """What it is called in settings and messages."""

    def find(self, key: str, known_id: str = "") -> HeldDraft | None:
        """The draft of `key`: by the id that was noted, else by what was put there as its key."""

    def fingerprint(self, draft: ServiceDraft) -> str:
        """The `content` that it shows of a draft which stands there word for word as `draft`.

        By it a run that was killed knows its own work; a service that rewrites what it is given
        shows another.
        """

    def create(self, draft: ServiceDraft) -> HeldDraft:
        """Make it; the caller has looked that there is none."""

    def update(self, held: HeldDraft, draft: ServiceDraft) -> HeldDraft:
        """Put `draft` in place of what is `held`, only if it still is in that version."""
