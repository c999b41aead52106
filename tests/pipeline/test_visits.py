"""What is noted about news by two at once: nothing of either is lost."""

import threading
from collections.abc import Callable

import pytest
from pipeline.conftest import PIECES_DAY as DAY
from pipeline.newsletters import write_piece

from digest.lock import hold_pages
from digest.model.edits import Rewrite
from digest.pipeline.collection import collect_articles
from digest.pipeline.drafts import Drafted, follow_page
from digest.pipeline.editing import edit_draft
from digest.pipeline.proposing import propose_issue
from digest.pipeline.visits import (
    Decision,
    VisitRecord,
    decide_news,
    load_visit,
    news_of,
    note_visit,
    save_visit,
)
from digest.pipeline.workspace import Workspace

OTHER = Decision(headline="Other", said="It is new.", articles=("other",), accepted=False)


@pytest.fixture
def drafted(desk: Workspace) -> Drafted:
    """An edited page, with a piece of news."""
    edit_draft(desk, DAY, lambda _: Rewrite(key="preheader", value="Read on"))
    write_piece(desk.folder, "Late", "2024-08-08")
    collect_articles(desk, offline=True)
    return follow_page(desk, propose_issue(desk, DAY))


def meanwhile(desk: Workspace, act: Callable[[], None]) -> VisitRecord:
    """What is kept after `act`, which began while another was about to note its decision."""
    path = desk.page(DAY)
    with hold_pages(desk.folder):
        thread = threading.Thread(target=act)
        thread.start()
        thread.join(1)
        save_visit(path, VisitRecord(decided=(OTHER,)))
    thread.join(20)
    return load_visit(path)


@pytest.mark.parametrize("verb", ["pass", "accept"])
def test_two_decisions_at_once_are_both_kept(desk: Workspace, drafted: Drafted, verb: str) -> None:
    """The later one reads what the earlier one wrote."""
    (piece,) = news_of(drafted).pieces
    record = meanwhile(desk, lambda: decide_news(desk, drafted, verb, piece.key))
    assert [one.headline for one in record.decided] == ["Other", piece.headline]


def test_only_what_an_edit_took_is_noted_as_accepted(desk: Workspace, drafted: Drafted) -> None:
    """Another editor accepted one of them since the page was shown."""
    write_piece(desk.folder, "Zebra crossings", "2024-08-08")
    collect_articles(desk, offline=True)
    drafted = follow_page(desk, propose_issue(desk, DAY))
    first, second = news_of(drafted).pieces
    edit_draft(desk, DAY, lambda _: second.edit or Rewrite(key="subject", value=""))
    decide_news(desk, drafted, "accept-all", "")
    record = load_visit(desk.page(DAY))
    assert [one.headline for one in record.decided] == [first.headline]


def test_what_is_read_is_noted_beside_a_decision(desk: Workspace, drafted: Drafted) -> None:
    """An archive that is saved in the background does not take a decision back."""
    record = meanwhile(desk, lambda: note_visit(drafted))
    assert [one.headline for one in record.decided] == ["Other"]
    assert record.read
