"""The leads that are being rehearsed, kept while they are looked at: their mails and pictures."""

from digest.pipeline.drafts import Drafted
from digest.pipeline.rehearsal import Rehearsal, Rehearsals


class Stage:
    """The last rehearsal; the frames ask for its mails by the number of a version."""

    def __init__(self) -> None:
        self.version = 0
        self._key = ""
        self._drafted: Drafted | None = None
        self._rehearsals = Rehearsals()

    def rehearsals(self, key: str, drafted: Drafted) -> Rehearsals | None:
        """What was set up under `key` for this very draft; None where it has to be made."""
        known = key == self._key and drafted is self._drafted
        return self._rehearsals if known else None

    def set_up(self, key: str, drafted: Drafted, rehearsals: Rehearsals) -> None:
        """Show these from now on."""
        self.version += 1
        self._key, self._drafted, self._rehearsals = key, drafted, rehearsals

    def rehearsal(self, version: int, number: int) -> Rehearsal | None:
        """The lead that stands at place `number`, from 1; None where others are shown by now."""
        shown = self._rehearsals.shown
        if version != self.version or not 0 < number <= len(shown):
            return None
        return shown[number - 1]

    def picture(self, name: str) -> bytes | None:
        """A picture of one of the mails, by its name in images/."""
        found = (one.pictures.get(name) for one in self._rehearsals.shown)
        return next((data for data in found if data), None)
