"""What is due of an issue, from what is known of it."""

from datetime import UTC, date, datetime

import pytest

from digest.config.settings import Newsletter
from digest.schedule.due import Act, ActKind, due_acts
from digest.schedule.facts import Facts, IssueFacts, IssueState
from digest.schedule.memory import IssueMemory, ScheduleMemory

FRIDAY, NEXT = date(2026, 3, 27), date(2026, 4, 3)
NOW = datetime(2026, 3, 27, 7, tzinfo=UTC)
NEWSLETTER = Newsletter.model_validate({"newsletter": {"title": "Test Weekly"}})
AGAIN = Act(kind=ActKind.PUBLISH, day=FRIDAY, again=True)


@pytest.mark.parametrize(
    ("known", "acts"),
    [
        (IssueMemory(day=FRIDAY), ()),
        (IssueMemory(day=FRIDAY, publishing=NOW), (AGAIN,)),
        (IssueMemory(day=FRIDAY, publishing=NOW, published=NOW), ()),
    ],
    ids=["published by hand", "broken off", "done"],
)
def test_a_publication_is_finished_where_a_run_began_it(
    known: IssueMemory, acts: tuple[Act, ...]
) -> None:
    """What an editor published is nothing to do again."""
    facts = Facts(
        memory=ScheduleMemory(collected=NOW, issues=(known,)),
        current=IssueFacts(day=FRIDAY, state=IssueState.PUBLISHED, published=NOW),
        coming=IssueFacts(day=NEXT),
        coming_cut_off=datetime(2026, 4, 3, 6, tzinfo=UTC),
    )
    assert due_acts(NEWSLETTER, facts, NOW) == acts
