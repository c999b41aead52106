"""A service of somebody else's in; the same service, which only fails as services do, out.

Whatever goes wrong in it is said with its name, and its key is in nothing that is said.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from digest.delivery.opener import within
from digest.delivery.services.asking import LONGEST
from digest.delivery.services.requests import Ask
from digest.delivery.services.service import (
    OnlyPlanned,
    Service,
    ServiceBusy,
    ServiceFailed,
    ServiceRefused,
    ServiceUnsure,
)
from digest.extensions import failure_in_words, off_stdout
from digest.model.service_drafts import DraftState, HeldDraft, ServiceDraft
from digest.text import shortened

Result = TypeVar("Result")

_LONGEST = 500
_LONGEST_FIELD = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAccess:
    """What an extension's service is opened with: its table, its key, and how it asks.

    Only `ask` goes out: so a dry run writes nothing, and no secret header is ever printed.
    """

    name: str
    settings: Mapping[str, object]
    key: str = field(repr=False)
    ask: Ask = field(repr=False)

    @property
    def table(self) -> str:
        """The table of newsletter.toml that is about it."""
        return f"[services.{self.name}]"

    def text(self, setting: str) -> str:
        """What its table has under that key. Raises ServiceRefused where that is no text."""
        value = self.settings.get(setting)
        if not isinstance(value, str) or not value:
            raise ServiceRefused(f"{self.table} has no {setting}: write it there, as a text")
        return value


class GuardedService:
    """The service that an extension opens, each of its acts bounded in time.

    It is opened when it is first asked: what goes wrong then is told like all else.
    """

    def __init__(
        self,
        access: ServiceAccess,
        extension: str,
        opener: Callable[[ServiceAccess], object],
        *,
        patience: float = LONGEST,
    ) -> None:
        self.name = access.name
        self._access = access
        self._extension = extension
        self._opener = opener
        self._patience = patience
        self._opened: Service | None = None

    def find(self, key: str, known_id: str = "") -> HeldDraft | None:
        """As the service's; raises ServiceFailed."""
        return self._act(lambda one: _held_or_none(one.find(key, known_id)), writes=False)

    def fingerprint(self, draft: ServiceDraft) -> str:
        """As the service's; raises ServiceFailed."""
        return self._act(lambda one: _text(one.fingerprint(draft), "fingerprint"), writes=False)

    def create(self, draft: ServiceDraft) -> HeldDraft:
        """As the service's; raises ServiceFailed."""
        return self._act(lambda one: _held(one.create(draft)), writes=True)

    def update(self, held: HeldDraft, draft: ServiceDraft) -> HeldDraft:
        """As the service's; raises ServiceFailed."""
        return self._act(lambda one: _held(one.update(held, draft)), writes=True)

    def _act(self, act: Callable[[Service], Result], *, writes: bool) -> Result:
        def attempt() -> tuple[Result] | ServiceFailed:
            try:
                return (act(self._service()),)
            except ServiceFailed as failure:
                return self._told(failure)
            except BaseException as error:  # this is another thread, and nobody else hears it
                return self._broken(self._in_words(error), writes=writes)

        with off_stdout():
            outcome = within(self._patience, attempt)
        if outcome is None:
            said = f"it did not come back within {self._patience:g} s"
            outcome = self._broken(said, writes=writes)
        if isinstance(outcome, ServiceFailed):
            raise outcome
        return outcome[0]

    def _service(self) -> Service:
        if self._opened is None:
            opened = self._opener(self._access)
            if not isinstance(opened, Service):
                raise TypeError(f"it opened a {type(opened).__name__}, which is no Service")
            self._opened = opened
        return self._opened

    def _told(self, failure: ServiceFailed) -> ServiceFailed:
        """A failure as it is counted: by its exact kind."""
        kinds = (OnlyPlanned, ServiceBusy, ServiceUnsure, ServiceRefused)
        kind = next((one for one in kinds if isinstance(failure, one)), ServiceRefused)
        try:
            return kind(self._without_key(str(failure)))
        except BaseException:  # as above
            return kind(f"{self._extension}, which adds {self.name}, does not say what went wrong")

    def _broken(self, said: str, *, writes: bool) -> ServiceFailed:
        words = self._without_key(f"{self._extension}, which adds {self.name}, failed: {said}")
        if writes:
            return ServiceUnsure(
                f"{words}. Look there whether it has the draft; the next try looks first"
            )
        return ServiceRefused(f"{words}. Tell whoever keeps {self._extension}")

    def _in_words(self, error: BaseException) -> str:
        return failure_in_words(error, secret=self._access.key.strip())

    def _without_key(self, words: str) -> str:
        key = self._access.key.strip()
        return shortened(words.replace(key, "…") if key else words, _LONGEST)


def _held_or_none(value: object) -> HeldDraft | None:
    return None if value is None else _held(value)


def _held(value: object) -> HeldDraft:
    """What a service says it holds; raises TypeError, ValueError for anything else."""
    if not isinstance(value, HeldDraft):
        raise TypeError(f"it gave a {type(value).__name__} where a HeldDraft is asked for")
    state: object = value.state
    if not isinstance(state, DraftState):
        raise TypeError("the state of its HeldDraft is no DraftState")
    if not value.id:
        raise ValueError("its HeldDraft has no id")
    return HeldDraft(
        id=_text(value.id, "id"),
        state=state,
        version=_text(value.version, "version"),
        content=_text(value.content, "content"),
        address=_text(value.address, "address"),
    )


def _text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise TypeError(f"its {name} is a {type(value).__name__} and no text")
    if len(value) > _LONGEST_FIELD:
        raise ValueError(f"its {name} has more than {_LONGEST_FIELD:,} characters")
    if not value.isprintable():
        raise ValueError(f"its {name} has a line break, or what is no character at all")
    # As a text and nothing more: a subclass may do anything when it is compared.
    return str.__str__(value)
