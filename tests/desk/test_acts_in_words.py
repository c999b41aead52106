"""What an act will do, how far it is and what came of it, in words; a clash; the other issues."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pipeline.newsletters import newsletter_in, workspace_at

from digest.archive.contents import ListedIssue
from digest.desk.long_work import WorkProgress
from digest.desk.place import Place
from digest.desk.rooms.collecting import COLLECT, LINKS, Outcome, describe_work
from digest.desk.rooms.issues import list_rows
from digest.desk.views.conflict import Clash, describe_conflict
from digest.desk.words import words_in
from digest.model.articles import Failure
from digest.model.findings import Finding, Severity
from digest.model.issues import Status
from digest.pipeline.collection import Collection
from digest.pipeline.issue_check import LinkCheck

DAY = date(2024, 8, 9)
ENGLISH = words_in("en")
DEAD = Finding(rule="link-dead", severity=Severity.ERROR, block="x", message="404.")
ASKED = LinkCheck(html="", asked=35, when=datetime(2024, 8, 9, tzinfo=UTC))
READ = Collection(sources=7, answered=6, new=0, resting=2)
STAGES = {
    "not begun": (None, "Read the sources now?", "It asks 1 source for what is new."),
    "waiting": (
        WorkProgress(name=COLLECT, said="waiting for Wire"),
        "Reading the sources",
        "waiting",
    ),
    "stopping": (
        WorkProgress(name=COLLECT, is_stopping=True),
        "Reading the sources",
        "Stopping; what was",
    ),
    "asking": (WorkProgress(name=LINKS), "Asking the links", ""),
    "failed": (
        WorkProgress(name=COLLECT, is_over=True, error="The disk is full."),
        "It did not work",
        "The disk is full.",
    ),
    "read": (
        WorkProgress(name=COLLECT, is_over=True, result=READ),
        "The sources were read",
        "Nothing new came. 6 of 7 sources are well. 2 were read a short while ago",
    ),
    "stopped": (
        WorkProgress(
            name=COLLECT,
            is_over=True,
            result=Collection(
                sources=2,
                answered=0,
                new=1,
                unread=("Wire",),
                failures=(Failure(source="Post", reason="answered 500"),),
            ),
        ),
        "Stopped",
        "1 new article came. 0 of 2 sources are well. You stopped it before this one was read: "
        "Wire. Post did not answer: answered 500",
    ),
    "answered": (
        WorkProgress(name=LINKS, is_over=True, result=ASKED),
        "The links were asked",
        "35 links were asked; nothing to mend.",
    ),
    "dead": (
        WorkProgress(
            name=LINKS,
            is_over=True,
            result=LinkCheck(html="", asked=35, when=ASKED.when, findings=(DEAD,)),
        ),
        "The links were asked",
        "1 error among 35 links",
    ),
}


@pytest.mark.parametrize(("work", "title", "said"), STAGES.values(), ids=STAGES)
def test_an_act_is_told(
    work: WorkProgress[Outcome] | None, title: str, said: str, tmp_path: Path
) -> None:
    """At each of its stages."""
    workspace = workspace_at(newsletter_in(tmp_path), DAY)
    view = describe_work(work, workspace, Place(), ENGLISH)
    assert view.title == title
    assert " ".join(line.words for line in view.lines).startswith(said)


def test_three_texts_stand_beside_each_other() -> None:
    """Yours and the page's with what differs; the article's where there is one."""
    clash = Clash(key="blurb", story="a", headline="Niger", mine="It broke.", page="It cut.")
    view = describe_conflict(clash, ENGLISH)
    assert view.title == "The text of “Niger”"
    assert [one.act for one in view.choices] == ["mine", "page"]
    marked = ["".join(run.text for run in one.runs if run.differs) for one in view.choices]
    assert marked == ["broke.", "cut."]
    whole = describe_conflict(
        Clash(key="subject", mine="a", page="b", article="The article."), ENGLISH
    )
    assert whole.title == "Subject of the issue"
    assert [one.key for one in whole.choices] == ["1", "2", "3"]


def test_the_other_issues_lead_to_the_archive() -> None:
    """The one on the desk leads back to it."""
    listed = [
        ListedIssue(date=DAY, number=43, status=Status.DRAFT, headline="Kursk", items=12),
        ListedIssue(
            date=date(2024, 8, 2),
            number=42,
            status=Status.DRAFT,
            headline="Planes",
            items=1,
            correcting=True,
        ),
    ]
    rows = list_rows(listed, DAY, "/archive", ENGLISH)
    assert [(one.name, one.status, one.stories, one.address) for one in rows] == [
        ("No. 43", "draft", "12 stories", ""),
        ("No. 42", "open for a correction", "1 story", "/archive/2024-08-02/"),
    ]
