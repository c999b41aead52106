"""What a ledger says of an issue, through every way a run can end."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.delivery.ledger import Kind, Ledger, LedgerEntry, state_of
from digest.errors import StorageError
from digest.model.deliveries import SendingState

NOW = datetime(2024, 8, 9, 7, tzinfo=UTC)
DATA = LedgerEntry(kind="data", at=NOW, to="list@example.org", message_id="<1@a>", mail="ab")
SENT = replace(DATA, kind="sent", code=250, words="250 Queued")
COUNTED = replace(DATA, kind="counted")
LATER = replace(DATA, kind="refused", code=451)
CUT = replace(DATA, kind="refused", code=0)
REFUSED = replace(DATA, kind="refused", code=550)
NOT, UNKNOWN, WELL, NO = (
    SendingState.NOT_SENT,
    SendingState.UNKNOWN,
    SendingState.SENT,
    SendingState.REFUSED,
)
CASES: list[tuple[tuple[LedgerEntry, ...], SendingState]] = [
    ((), NOT),
    ((DATA,), UNKNOWN),
    ((DATA, SENT), WELL),
    ((COUNTED,), WELL),
    ((DATA, COUNTED), WELL),
    ((DATA, LATER), NOT),
    ((DATA, CUT), NOT),
    ((DATA, REFUSED), NO),
    # 5xx is for good, 4xx for now: RFC 5321, 4.2.1.
    ((DATA, replace(REFUSED, code=500)), NO),
    ((DATA, replace(REFUSED, code=499)), NOT),
    ((REFUSED,), NO),
    ((DATA, REFUSED, DATA), UNKNOWN),
    ((DATA, REFUSED, DATA, SENT), WELL),
    # A second try that is refused says nothing of the first.
    ((DATA, SENT, DATA, REFUSED), WELL),
    ((DATA, SENT, DATA, LATER), WELL),
    ((DATA, DATA, REFUSED), UNKNOWN),
    ((DATA, DATA, LATER, DATA, LATER), UNKNOWN),
    ((DATA, SENT, DATA), UNKNOWN),
]


@pytest.mark.parametrize(("entries", "state"), CASES)
def test_what_is_known(entries: tuple[LedgerEntry, ...], state: SendingState) -> None:
    """By what was noted."""
    assert state_of(entries) is state


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(["sent", "later", "refused", "dies"]))))
def test_what_may_have_arrived_is_never_forgotten(tries: list[tuple[bool, str]]) -> None:
    """A try that died may have arrived; no later refusal says that it did not."""
    entries: list[LedgerEntry] = []
    may_have = False
    for _, end in tries:
        entries.append(DATA)
        may_have = may_have or end in {"sent", "dies"}
        if end != "dies":
            entries.append({"sent": SENT, "later": LATER, "refused": REFUSED}[end])
    assert (state_of(entries) in {WELL, UNKNOWN}) is may_have


def ledger_in(folder: Path) -> Ledger:
    """One whose folder there is not."""
    return Ledger(folder / ".sent" / "2024-08-09.jsonl")


def test_what_is_noted_stands(tmp_path: Path) -> None:
    """In its order, for its owner alone."""
    ledger = ledger_in(tmp_path)
    assert ledger.entries() == ()
    for entry in (DATA, SENT):
        ledger.note(entry)
    assert ledger.entries() == (DATA, SENT)
    assert ledger.path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("kind", ["data", "sent", "refused", "counted"])
def test_a_line_that_was_never_finished_is_no_entry(tmp_path: Path, kind: Kind) -> None:
    """Wherever it breaks off; the next entry stands on a line of its own."""
    whole = ledger_in(tmp_path / "whole")
    for entry in (DATA, replace(DATA, kind=kind)):
        whole.note(entry)
    data = whole.path.read_bytes()
    first = data.index(b"\n") + 1
    for end in range(first, len(data)):
        torn = Ledger(tmp_path / str(end))
        torn.path.write_bytes(data[:end])
        assert torn.entries() == (DATA,)
        assert state_of(torn.entries()) is UNKNOWN
        torn.note(SENT)
        assert torn.entries() == (DATA, SENT)


def test_zeros_that_a_power_cut_leaves_are_no_entry(tmp_path: Path) -> None:
    """Some file systems know the new length before the new bytes."""
    ledger = ledger_in(tmp_path)
    ledger.note(REFUSED)
    with ledger.path.open("ab") as file:
        file.write(b"\0" * 200)
    assert ledger.entries() == (REFUSED,)
    ledger.note(DATA)
    assert ledger.entries() == (REFUSED, DATA)
    assert ledger.path.read_bytes().endswith(b"}\n")


@pytest.mark.parametrize("line", [b"", b"{}", b"nonsense", b'{"kind": "lost"}', b"\xff"])
def test_a_line_that_was_changed_by_hand_is_named(tmp_path: Path, line: bytes) -> None:
    """Nobody guesses what it said."""
    ledger = ledger_in(tmp_path)
    ledger.note(DATA)
    with ledger.path.open("ab") as file:
        file.write(line + b"\n")
    with pytest.raises(StorageError, match=r"jsonl, line 2: .* put the file back from a copy"):
        ledger.entries()
