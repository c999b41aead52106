"""What one run does, in which order, and what it leaves to later ones."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from pipeline.played import PlayedNewsletter, settings

from digest.errors import CheckFailed, NoSourceAnswered, RenderError, SendingUnknown, StorageError
from digest.model.service_drafts import PutOutcome
from digest.schedule.facts import IssueFacts, IssueState

FRIDAY = date(2026, 3, 27)
NEXT = date(2026, 4, 3)
WEDNESDAY = "2026-03-25 12:00"
AT_SEVEN = "2026-03-27 06:00"
"""Seven in Berlin, in winter."""

EDITOR = "editor@example.org"
PUBLISH = {"then": "publish"}
ASK = {"notify": [EDITOR], "window": "2 hours", "then": "publish"}
HOLD = {"notify": [EDITOR]}


def begun(**tables: object) -> PlayedNewsletter:
    """A newsletter whose first run was on the Wednesday before its issue."""
    played = PlayedNewsletter(newsletter=settings(tables))
    played.tick(WEDNESDAY)
    played.did.clear()
    return played


def test_the_first_run_builds_no_issue_of_the_past() -> None:
    """It collects; last Friday's issue was not due then."""
    played = PlayedNewsletter(newsletter=settings({}))
    assert played.acts(WEDNESDAY) == ["collect"]
    assert played.acts("2026-03-25 12:15") == []


def test_it_rests_until_the_next_collection_or_cut_off() -> None:
    """Whichever comes first."""
    played = PlayedNewsletter(newsletter=settings({}))
    assert f"{played.tick('2026-03-25 12:00').resting_until:%H:%M}" == "16:00"
    assert f"{played.tick('2026-03-27 04:00').resting_until:%H:%M}" == "06:00"


def test_at_the_cut_off_it_builds_once_and_leaves_publishing_to_hands() -> None:
    """Without a word on it in [review]; the build collects, so nothing else does."""
    played = begun()
    assert played.acts("2026-03-27 05:45") == ["collect"]
    assert played.acts(AT_SEVEN) == [f"build {FRIDAY}"]
    assert played.acts("2026-03-27 06:15") == []
    assert played.issue(FRIDAY).state is IssueState.DRAFT


def test_with_nobody_to_ask_it_publishes_and_sends_at_once() -> None:
    """In one run, and never again."""
    played = begun(review=PUBLISH, sending={"to": "list@example.org"})
    expected = [f"build {FRIDAY}", f"publish {FRIDAY}", f"send {FRIDAY}"]
    assert played.acts(AT_SEVEN) == expected
    assert played.did == [*expected, "sources", "beat"]
    assert played.acts("2026-03-27 06:15") == []


def test_without_a_word_it_publishes_when_the_window_is_over() -> None:
    """Two hours after it asked."""
    played = begun(review=ASK)
    assert played.acts(AT_SEVEN) == [f"build {FRIDAY}", f"ask {FRIDAY}"]
    assert f"ask {EDITOR} {FRIDAY} until 27 08:00" in played.did
    assert f"{played.tick('2026-03-27 06:15').resting_until:%H:%M}" == "08:00"
    assert played.acts("2026-03-27 08:00") == [f"publish {FRIDAY}"]


def test_who_could_not_be_asked_has_not_kept_silent() -> None:
    """The window starts when the question went out."""
    played = begun(review=ASK)
    played.failing[f"ask {EDITOR}"] = StorageError("no mail server")
    assert played.acts(AT_SEVEN) == [f"build {FRIDAY}", f"ask {FRIDAY} failed: no mail server"]
    assert played.acts("2026-03-27 09:00") == [f"ask {FRIDAY} failed: no mail server"]
    played.failing.clear()
    assert played.acts("2026-03-27 09:15") == [f"ask {FRIDAY}"]
    assert f"publish {FRIDAY}" not in played.acts("2026-03-27 11:00")
    assert f"publish {FRIDAY}" in played.acts("2026-03-27 11:15")


def test_who_may_have_been_asked_is_not_asked_every_quarter_of_an_hour() -> None:
    """But has not kept silent either: nobody knows whether the question came."""
    played = begun(review=ASK)
    played.failing[f"ask {EDITOR}"] = SendingUnknown("cut off")
    assert played.acts(AT_SEVEN) == [f"build {FRIDAY}", f"ask {FRIDAY} failed: cut off"]
    played.failing.clear()
    assert played.acts("2026-03-27 06:15") == []
    assert f"publish {FRIDAY}" not in played.acts("2026-03-27 11:00")
    played.words[FRIDAY] = "approved"
    assert f"publish {FRIDAY}" in played.acts("2026-03-27 11:15")


def test_an_address_that_fails_costs_the_others_no_second_question() -> None:
    """And holds nothing up: somebody was asked."""
    played = begun(review={**ASK, "notify": ["gone@example.org", EDITOR]})
    played.failing["ask gone@example.org"] = StorageError("no such mailbox")
    failed = f"ask {FRIDAY} failed: no such mailbox"
    assert played.acts(AT_SEVEN) == [f"build {FRIDAY}", failed, f"ask {FRIDAY}"]
    assert played.acts("2026-03-27 06:15") == [failed]
    assert played.acts("2026-03-27 08:00") == [failed, f"publish {FRIDAY}"]


def test_an_issue_that_cannot_be_read_is_left_and_told_and_stops_nothing_else() -> None:
    """A damaged word, say; when that is mended, the issue goes on."""
    played = begun(review=HOLD)
    played.failing[f"issue {FRIDAY}"] = StorageError("2026-03-27.approved: damaged")
    assert played.acts(AT_SEVEN) == [
        "collect",
        f"look {FRIDAY} failed: 2026-03-27.approved: damaged",
    ]
    assert played.told[0].subject == f"looking at the issue of {FRIDAY} failed"
    played.failing.clear()
    assert played.acts("2026-03-27 06:15") == [f"build {FRIDAY}", f"ask {FRIDAY}"]


def test_an_older_issue_that_cannot_be_read_does_not_stop_a_collection() -> None:
    """Nor anything else that does without it."""
    played = begun(review=HOLD)
    played.failing["past"] = StorageError("2026-03-20/issue.json: missing")
    assert played.acts(AT_SEVEN) == [
        f"build {FRIDAY}",
        f"ask {FRIDAY}",
        f"look {FRIDAY} failed: 2026-03-20/issue.json: missing",
    ]


def test_an_approved_issue_goes_out_at_once() -> None:
    """Also when the word comes days later, as long as the next cut-off has not passed."""
    played = begun(review=HOLD)
    assert played.acts(AT_SEVEN) == [f"build {FRIDAY}", f"ask {FRIDAY}"]
    assert played.acts("2026-03-31 06:00") == ["collect"]
    played.words[FRIDAY] = "approved"
    assert played.acts("2026-03-31 06:15") == [f"publish {FRIDAY}"]


def test_an_issue_that_was_approved_before_its_cut_off_goes_out_at_it() -> None:
    """Nobody is asked again."""
    played = begun(review=HOLD)
    played.words[FRIDAY] = "approved"
    assert played.acts(AT_SEVEN) == [f"build {FRIDAY}", f"publish {FRIDAY}"]


def test_a_held_issue_waits() -> None:
    """Whatever the window says."""
    played = begun(review=ASK)
    played.tick(AT_SEVEN)
    played.words[FRIDAY] = "held"
    assert played.acts("2026-03-27 09:00") == []


def test_an_issue_that_was_never_approved_is_named_at_the_next_cut_off() -> None:
    """Once; its stories belong to the next issue, and a later word changes nothing."""
    played = begun(review=HOLD)
    played.tick(AT_SEVEN)
    assert played.acts("2026-04-03 05:00") == [
        f"build {NEXT}",
        f"ask {NEXT}",
        "tell never out",
    ]
    assert played.told[0].subject == f"the issue of {FRIDAY} was never approved"
    assert f"may be told in the issue of {NEXT}" in played.told[0].text
    played.words[FRIDAY] = "approved"
    assert played.acts("2026-04-03 05:15") == []


def test_issues_without_a_run_in_their_time_are_named_as_missed() -> None:
    """In one notice, the oldest first."""
    played = begun(review=PUBLISH)
    played.tick(AT_SEVEN)
    assert "tell never out" in played.acts("2026-04-17 06:00")
    lines = played.told[0].text.splitlines()
    assert lines[0].startswith(f"The issue of {NEXT} was missed: `digest run` did not run")
    assert lines[1].startswith("The issue of 2026-04-10 was missed")
    assert lines[2] == "What they would have told may be told in the issue of 2026-04-17."
    assert played.acts("2026-04-17 06:15") == []


def test_a_page_that_was_edited_is_built_again_before_it_goes_out() -> None:
    """As it is: the editor's page gets nothing new by then."""
    played = begun(review=ASK)
    played.tick(AT_SEVEN)
    played.pages[FRIDAY] = "Harbour, in better words"
    assert played.acts("2026-03-27 08:00") == [f"build {FRIDAY}", f"publish {FRIDAY}"]
    assert f"build again {FRIDAY}" in played.did


def test_an_issue_with_another_lead_than_was_approved_is_held_back() -> None:
    """It is told once; approved as it is now, it goes out."""
    played = begun(review=HOLD)
    played.tick(AT_SEVEN)
    played.words[FRIDAY], played.approved_leads[FRIDAY] = "approved", "Harbour"
    played.pages[FRIDAY] = "Bridge"
    assert played.acts("2026-03-27 07:00") == [f"build {FRIDAY}", "tell lead changed"]
    assert "“Harbour”; now it opens with “Bridge”" in played.told[0].text
    assert played.acts("2026-03-27 07:15") == []
    played.approved_leads[FRIDAY] = "Bridge"
    assert played.acts("2026-03-27 07:30") == [f"publish {FRIDAY}"]


def test_a_lead_that_is_not_built_yet_is_no_other_lead() -> None:
    """The page opens with what was approved; only the build lags behind."""
    played = begun(review=HOLD)
    played.tick(AT_SEVEN)
    played.words[FRIDAY], played.approved_leads[FRIDAY] = "approved", "Bridge"
    played.pages[FRIDAY] = "Bridge"
    played.failing["build"] = StorageError("the disk is full")
    assert played.acts("2026-03-27 07:00") == [f"build {FRIDAY} failed: the disk is full"]
    played.failing.clear()
    assert played.acts("2026-03-27 07:15") == [f"build {FRIDAY}", f"publish {FRIDAY}"]


def test_an_issue_with_errors_is_not_published_and_told() -> None:
    """It is tried again, so that it goes out when it is mended."""
    played = begun(review=PUBLISH)
    played.failing["publish"] = CheckFailed("a link is broken")
    assert played.acts(AT_SEVEN) == [
        f"build {FRIDAY}",
        f"publish {FRIDAY} failed: a link is broken",
    ]
    assert (played.told[0].kind, played.told[0].key) == ("failure", f"failure publishing {FRIDAY}")
    assert "beat" not in played.did
    played.failing.clear()
    assert played.acts("2026-03-27 06:15") == [f"publish {FRIDAY}"]


def test_a_failing_act_stops_only_what_depends_on_it() -> None:
    """No source answers, and still the approved issue goes out and is sent."""
    played = begun(review=HOLD, sending={"to": "list@example.org"})
    played.tick(AT_SEVEN)
    played.words[FRIDAY] = "approved"
    played.failing["collect"] = NoSourceAnswered("no network")
    ticked = played.tick("2026-03-27 12:00")
    assert played.did[-2:] == [f"publish {FRIDAY}", f"send {FRIDAY}"]
    assert [str(one) for one in ticked.failures] == ["no network"]
    assert ticked.resting_until is None


def test_an_issue_that_is_out_without_its_web_site_is_sent_and_the_site_is_tried_again() -> None:
    """The publication is finished by a later run."""
    played = begun(review=PUBLISH, sending={"to": "list@example.org"})
    played.failing["site"] = RenderError("a template failed")
    assert played.acts(AT_SEVEN) == [
        f"build {FRIDAY}",
        f"publish {FRIDAY} failed: a template failed",
        f"send {FRIDAY}",
    ]
    played.failing.clear()
    assert played.acts("2026-03-27 06:15") == [f"publish {FRIDAY}"]
    assert played.out[FRIDAY] == played.sent[FRIDAY] == 1


def test_while_no_source_answers_a_build_waits_three_hours() -> None:
    """As on a machine that has just woken; then it builds of what there is."""
    played = begun()
    played.failing["answer"] = NoSourceAnswered("no network")
    assert played.acts("2026-03-28 06:00") == [f"build {FRIDAY} failed: no network"]
    assert played.acts("2026-03-28 08:45") == [f"build {FRIDAY} failed: no network"]
    assert played.acts("2026-03-28 09:00") == [f"build {FRIDAY}"]


def test_a_thin_week_is_told_once_and_is_no_failure() -> None:
    """Until the editor adds to the page."""
    played = begun(review=PUBLISH)
    played.nothing_for.add(FRIDAY)
    assert played.acts(AT_SEVEN) == [f"build {FRIDAY}", "tell thin week"]
    assert played.acts("2026-03-27 06:15") == []
    played.nothing_for.clear()
    played.pages[FRIDAY] = "A story of the editor's own"
    assert played.acts("2026-03-27 06:30") == [f"build {FRIDAY}", f"publish {FRIDAY}"]


def test_nobody_is_asked_about_a_week_without_an_issue() -> None:
    """Be it thin, or skipped before."""
    played = begun(review=ASK)
    played.nothing_for.add(FRIDAY)
    assert played.acts(AT_SEVEN) == [f"build {FRIDAY}", "tell thin week"]
    played.issues[NEXT] = IssueFacts(day=NEXT, state=IssueState.SKIPPED)
    assert played.acts("2026-04-03 05:00") == ["collect"]


def test_a_thin_week_is_not_named_as_missed() -> None:
    """It was told already."""
    played = begun(review=PUBLISH)
    played.nothing_for.add(FRIDAY)
    played.tick(AT_SEVEN)
    assert played.acts("2026-04-03 05:00") == [f"build {NEXT}", f"publish {NEXT}"]


def built_by_hand(review: Mapping[str, object]) -> PlayedNewsletter:
    """A newsletter of whose thin week the editor built an issue after all, of the same page."""
    played = begun(review=review)
    played.nothing_for.add(FRIDAY)
    played.tick(AT_SEVEN)
    page = played.pages[FRIDAY]
    played.issues[FRIDAY] = IssueFacts(day=FRIDAY, state=IssueState.DRAFT, version=page, lead=page)
    return played


@pytest.mark.parametrize("review", [HOLD, PUBLISH])
def test_an_issue_of_a_thin_week_goes_out_when_it_is_approved(review: Mapping[str, object]) -> None:
    """Though no run built it; without a word it is left to the editor, who was told."""
    played = built_by_hand(review)
    assert played.acts("2026-03-27 06:15") == []
    played.words[FRIDAY] = "held"
    assert played.acts("2026-03-27 06:30") == []
    played.words[FRIDAY] = "approved"
    assert played.acts("2026-03-27 06:45") == [f"publish {FRIDAY}"]
    assert played.acts("2026-03-27 07:00") == []


def test_an_issue_of_a_thin_week_that_never_went_out_is_told() -> None:
    """What the editor made of it is no thin week any more."""
    played = built_by_hand(HOLD)
    assert "tell never out" in played.acts("2026-04-03 05:00")
    assert played.told[-1].subject == f"the issue of {FRIDAY} was never approved"


def test_many_thin_weeks_are_not_named_as_missed() -> None:
    """Also not when the first of them are forgotten."""
    played = begun(review=PUBLISH, schedule={"every": "day"})
    days = [date(2026, 3, 26) + timedelta(days=number) for number in range(20)]
    played.nothing_for.update(days)
    for day in days:
        played.tick(f"{day} 06:00")
    assert {one.kind for one in played.told} == {"thin week"}
    assert len(played.told) == len(days)


def test_an_issue_that_was_published_by_hand_is_sent() -> None:
    """Also before its cut-off; a run has met it before that."""
    played = begun(sending={"to": "list@example.org"})
    played.issues[FRIDAY] = IssueFacts(
        day=FRIDAY, state=IssueState.PUBLISHED, published=played.now + timedelta(hours=1)
    )
    assert played.acts("2026-03-25 13:15") == [f"send {FRIDAY}"]
    assert played.acts(AT_SEVEN) == ["collect"]


@pytest.mark.parametrize(("hours", "told"), [(1, ["tell not sent"]), (13, [])])
def test_an_issue_that_was_out_before_any_run_met_it_is_not_sent(
    hours: int, told: list[str]
) -> None:
    """It may have been sent otherwise; where that is not long ago, the editor is told."""
    played = PlayedNewsletter(newsletter=settings({"sending": {"to": "list@example.org"}}))
    published = played.now - timedelta(hours=hours)
    played.issues[date(2026, 3, 20)] = IssueFacts(
        day=date(2026, 3, 20), state=IssueState.PUBLISHED, published=published
    )
    assert played.acts() == ["collect", *told]
    assert not played.sent


def test_what_was_published_too_long_ago_is_told_and_not_sent() -> None:
    """More than [sending] latest."""
    played = begun(review=PUBLISH, sending={"to": "list@example.org", "latest": "1 hour"})
    played.failing["send"] = StorageError("the server is away")
    played.tick(AT_SEVEN)
    assert played.acts("2026-03-27 07:00") == [f"send {FRIDAY} failed: the server is away"]
    assert played.acts("2026-03-27 07:15") == ["tell sending late"]
    assert "longer ago than [sending] latest" in played.told[-1].text
    assert played.acts("2026-03-27 07:30") == []


def test_an_unknown_outcome_is_told_once_and_never_sent_again() -> None:
    """Only the editor can know."""
    played = begun(review=PUBLISH, sending={"to": "list@example.org"})
    played.tick(AT_SEVEN)
    played.ledger[FRIDAY] = "unknown"
    assert played.acts("2026-03-27 06:15") == ["tell sending unknown"]
    assert "--count-as-sent" in played.told[-1].text
    assert played.acts("2026-03-27 06:30") == []


def test_an_issue_that_is_being_corrected_is_left_to_the_editor() -> None:
    """Neither built nor asked for nor published."""
    played = begun(review=ASK)
    played.tick(AT_SEVEN)
    played.tick("2026-03-27 08:00")
    played.issues[FRIDAY] = replace(played.issues[FRIDAY], state=IssueState.REOPENED)
    assert played.acts("2026-03-27 08:15") == []


def test_a_refused_issue_is_told_once_and_not_sent_again() -> None:
    """What was said when it failed is not said twice."""
    played = begun(review=PUBLISH, sending={"to": "list@example.org"})
    played.failing["send"] = StorageError("the server refused it")
    played.refusing = True
    assert played.acts(AT_SEVEN)[2:] == [
        f"send {FRIDAY} failed: the server refused it",
        "tell sending refused",
    ]
    assert len(played.told) == 1
    assert played.acts("2026-03-27 06:15") == []


def test_sources_are_looked_at_after_each_collection() -> None:
    """That of a build, too; where that fails, the run has failed."""
    played = begun()
    played.acts("2026-03-25 16:00")
    played.acts("2026-03-25 16:15")
    played.failing["sources"] = StorageError("the disk is full")
    ticked = played.tick(AT_SEVEN)
    assert played.did == ["collect", "sources", "beat", f"build {FRIDAY}"]
    assert [str(one) for one in ticked.failures] == ["the disk is full"]
    assert ticked.resting_until is None


def test_a_clock_set_back_behind_the_last_collection_collects() -> None:
    """Else nothing would be read until it has caught up."""
    played = begun()
    assert played.acts("2026-03-24 12:00") == ["collect"]
    assert played.acts("2026-03-24 12:15") == []


def test_a_clock_that_was_far_ahead_holds_no_issue_up() -> None:
    """It was asked for six days from now; silence counts from now on."""
    played = begun(review=ASK)
    assert played.acts("2026-04-02 12:00") == [f"build {FRIDAY}", f"ask {FRIDAY}"]
    played.tick("2026-03-27 07:00")
    assert f"publish {FRIDAY}" in played.acts("2026-03-27 09:00")


def test_a_clock_that_was_far_ahead_hides_no_missed_issue() -> None:
    """What the editor was told then was not about these."""
    played = begun(review=PUBLISH)
    played.tick(AT_SEVEN)
    played.tick("2027-03-27 06:00")
    assert "tell never out" in played.acts("2026-04-17 06:00")
    assert f"The issue of {NEXT} was missed" in played.told[-1].text


def test_a_lost_memory_costs_a_second_question_and_nothing_else() -> None:
    """The archive and the ledger know what is out and what was sent."""
    played = begun(review=ASK, sending={"to": "list@example.org"})
    played.tick(AT_SEVEN)
    played.memory = b""
    assert played.acts("2026-03-27 06:15") == [f"build {FRIDAY}", f"ask {FRIDAY}"]
    played.tick("2026-03-27 08:15")
    played.memory = b""
    assert played.acts("2026-03-27 08:30") == ["collect"]
    assert played.out[FRIDAY] == played.sent[FRIDAY] == 1


def test_a_thin_week_that_was_skipped_stays_so_without_a_memory() -> None:
    """The archive knows it."""
    played = begun(review=PUBLISH)
    played.issues[FRIDAY] = IssueFacts(day=FRIDAY, state=IssueState.SKIPPED)
    assert played.acts(AT_SEVEN) == ["collect"]
    assert played.acts("2026-04-03 05:00") == [f"build {NEXT}", f"publish {NEXT}"]


def test_an_issue_whose_folder_was_moved_away_is_built_again() -> None:
    """As the archive advises where a record is damaged."""
    played = begun(review=HOLD)
    played.tick(AT_SEVEN)
    del played.issues[FRIDAY]
    assert played.acts("2026-03-27 06:15") == [f"build {FRIDAY}"]


def test_a_skipped_day_has_no_issue() -> None:
    """The next one covers its time, and nothing was missed."""
    played = begun(schedule={"skip": [NEXT]}, review=PUBLISH)
    played.tick(AT_SEVEN)
    assert played.acts("2026-04-03 05:00") == ["collect"]
    assert played.acts("2026-04-10 05:00") == ["build 2026-04-10", "publish 2026-04-10"]
    assert played.windows[date(2026, 4, 10)].start == played.windows[FRIDAY].end
    assert played.told == []


def test_a_notice_that_cannot_be_told_is_told_later() -> None:
    """And fails the run that could not."""
    played = begun(review=PUBLISH)
    played.nothing_for.add(FRIDAY)
    played.failing["tell"] = StorageError("no mail server")
    ticked = played.tick(AT_SEVEN)
    assert [str(one) for one in ticked.failures] == ["no mail server"]
    played.failing.clear()
    assert played.acts("2026-03-27 06:15") == ["tell thin week"]


@pytest.mark.parametrize(
    "schedule",
    [{"on": "thursday"}, {"every": "month", "day": 26}, {"every": "two weeks", "on": "thursday"}],
    ids=str,
)
def test_a_schedule_that_is_changed_makes_up_no_issue_before_the_last(
    schedule: dict[str, object],
) -> None:
    """Friday's is out; that of the Thursday before was never due."""
    played = begun(review=PUBLISH, sending={"to": "list@example.org"})
    played.tick(AT_SEVEN)
    played.newsletter = settings(
        {"review": PUBLISH, "sending": {"to": "list@example.org"}, "schedule": schedule}
    )
    assert played.acts("2026-03-31 12:00") == ["collect"]
    assert played.out == {FRIDAY: 1}
    played.memory = b""
    assert "build" not in " ".join(played.acts("2026-03-31 12:15"))


def test_the_next_issue_of_a_changed_schedule_follows_the_last_of_the_old() -> None:
    """Six days, and none is told twice or missed."""
    played = begun(review=PUBLISH)
    played.tick(AT_SEVEN)
    played.newsletter = settings({"review": PUBLISH, "schedule": {"on": "thursday"}})
    played.tick("2026-03-31 12:00")
    thursday = date(2026, 4, 2)
    assert played.acts("2026-04-02 05:00") == [f"build {thursday}", f"publish {thursday}"]
    assert played.told == []
    assert f"{played.windows[thursday].start:%m-%d %H:%M}" == "03-27 06:00"


def test_an_issue_in_review_stays_the_current_one_when_the_schedule_is_changed() -> None:
    """It can still be approved, and what could not be sent is sent."""
    list_address = {"to": "list@example.org"}
    played = begun(review=HOLD, sending=list_address)
    played.tick(AT_SEVEN)
    played.newsletter = settings(
        {"review": HOLD, "sending": list_address, "schedule": {"on": "thursday"}}
    )
    assert played.acts("2026-03-27 08:00") == []
    played.words[FRIDAY] = "approved"
    played.failing["send"] = StorageError("later")
    assert played.acts("2026-03-27 09:00") == [f"publish {FRIDAY}", f"send {FRIDAY} failed: later"]
    played.failing.clear()
    assert played.acts("2026-03-27 09:15") == [f"send {FRIDAY}"]


def test_without_a_review_an_approval_publishes_nothing() -> None:
    """Publishing is left to hands; a table of [review] added later lets it go."""
    played = begun()
    played.words[FRIDAY] = "approved"
    assert played.acts(AT_SEVEN) == [f"build {FRIDAY}"]
    assert played.acts("2026-03-27 06:15") == []
    played.newsletter = settings({"review": HOLD})
    assert played.acts("2026-03-27 06:30") == [f"publish {FRIDAY}"]


SERVICES = {"draft_at": ["ghost", "kit"], "ghost": {"url": "https://ghost.example.org"}, "kit": {}}


def test_what_is_out_is_put_as_a_draft_to_each_service_once() -> None:
    """After it was published, in the order of the settings."""
    played = begun(review=PUBLISH, services=SERVICES)
    assert played.acts(AT_SEVEN) == [
        f"build {FRIDAY}",
        f"publish {FRIDAY}",
        f"draft {FRIDAY}",
        f"draft {FRIDAY}",
    ]
    assert played.did[2:4] == [f"draft ghost {FRIDAY}", f"draft kit {FRIDAY}"]
    assert played.acts("2026-03-27 06:15") == []


@pytest.mark.parametrize("outcome", [PutOutcome.BUSY, PutOutcome.UNKNOWN])
def test_a_service_that_is_down_is_asked_again(outcome: PutOutcome) -> None:
    """It is told as a failure, and stops no other."""
    played = begun(review=PUBLISH, services=SERVICES)
    played.answers["ghost"] = outcome
    played.tick(AT_SEVEN)
    assert f"draft kit {FRIDAY}" in played.did
    (told,) = played.told
    assert told.subject == f"putting a draft of the issue of {FRIDAY} at ghost failed"
    assert "In words." in told.text
    played.answers.clear()
    assert played.acts("2026-03-29 09:00")[-1] == f"draft {FRIDAY}"
    assert played.did.count(f"draft kit {FRIDAY}") == 1


def test_a_service_that_refuses_is_told_once_and_not_asked_again() -> None:
    """Somebody edited it there, say: that is for the editor to end."""
    played = begun(review=PUBLISH, services=SERVICES)
    played.answers["ghost"] = PutOutcome.REFUSED
    assert "tell draft refused" in played.acts(AT_SEVEN)
    (told,) = played.told
    assert told.subject == f"the issue of {FRIDAY} is no draft at ghost"
    assert told.text.startswith("no draft was put to ghost: In words.\n\n")
    assert f"`digest send {FRIDAY} --draft --service ghost`" in told.text
    assert played.acts("2026-03-27 06:15") == []


def test_a_service_that_is_named_later_gets_what_goes_out_from_then_on() -> None:
    """What was out before may have been put there, or sent, by hand."""
    played = begun(review=PUBLISH, services={**SERVICES, "draft_at": ["kit"]})
    played.tick(AT_SEVEN)
    played.newsletter = settings({"review": PUBLISH, "services": SERVICES})
    played.tick("2026-03-28 05:00")
    assert f"draft kit {FRIDAY}" in played.did
    assert f"draft ghost {FRIDAY}" not in played.did
    played.tick("2026-04-03 05:00")
    assert [one for one in played.did if one.startswith("draft")][1:] == [
        f"draft ghost {NEXT}",
        f"draft kit {NEXT}",
    ]


@pytest.mark.parametrize(
    ("hours", "drafts"), [(1, [f"draft ghost {FRIDAY}", f"draft kit {FRIDAY}"]), (-1, [])]
)
def test_an_issue_that_is_published_by_hand_is_put_there_by_the_next_run(
    hours: int, drafts: list[str]
) -> None:
    """If it went out since a run first found that service named."""
    played = begun(services=SERVICES)
    played.issues[FRIDAY] = IssueFacts(
        day=FRIDAY, state=IssueState.PUBLISHED, published=played.now + timedelta(hours=hours)
    )
    for at in ("2026-03-25 15:00", "2026-03-25 15:15", AT_SEVEN):
        played.tick(at)
    assert [one for one in played.did if one.startswith("draft")] == drafts


def test_an_issue_that_the_check_refuses_is_told_once_and_not_put_there() -> None:
    """What is out does not mend itself."""
    played = begun(review=PUBLISH, services=SERVICES)
    played.failing["draft ghost"] = CheckFailed("At Ghost: too long")
    assert "tell draft refused" in played.acts(AT_SEVEN)
    assert len(played.told) == 1
    assert played.acts("2026-03-27 06:15") == []
    assert f"draft kit {FRIDAY}" in played.did
