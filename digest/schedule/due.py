"""Settings, facts and a moment in; the acts that are due then, in their order, out. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from digest.config.settings import Newsletter
from digest.schedule.facts import Facts, IssueFacts, IssueState
from digest.schedule.memory import IssueMemory

PATIENCE = timedelta(hours=3)
"""How long a build waits for sources while none answers, as on a machine that has just woken."""

LONGEST_REST = timedelta(days=1)


class ActKind(StrEnum):
    """What a run may do."""

    LOOK = "look"
    COLLECT = "collect"
    BUILD = "build"
    ASK = "ask"
    PUBLISH = "publish"
    SEND = "send"
    DRAFT = "draft"
    TELL = "tell"
    BEAT = "heartbeat"


class Need(StrEnum):
    """What the editor is told once, because it needs a hand."""

    THIN_WEEK = "thin week"
    LEAD_CHANGED = "lead changed"
    SENDING_UNKNOWN = "sending unknown"
    SENDING_REFUSED = "sending refused"
    SENDING_LATE = "sending late"
    NOT_SENT = "not sent"
    DRAFT_REFUSED = "draft refused"
    NEVER_OUT = "never out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing to do, about the issue of `day` where it is about one.

    A build merges what is new into the page, or is made `again` of the page as it is; it may be
    `patient` while no source answers. A publication is finished `again`. The editor is asked for a
    word `until` a moment, by a mail `to` an address, and told of a `need`, which is remembered by
    its `mark`. A draft is put `to` a service.
    """

    kind: ActKind
    day: date | None = None
    again: bool = False
    patient: bool = False
    until: datetime | None = None
    to: str = ""
    need: Need | None = None
    mark: str = ""

    @property
    def matter(self) -> tuple[ActKind, date | None, str]:
        """What it is about: a run tries each matter once."""
        return self.kind, self.day, self.mark or self.to


def due_acts(newsletter: Newsletter, facts: Facts, now: datetime) -> tuple[Act, ...]:
    """What is due at `now`; what was done is seen in later facts, and so is what it makes due."""
    acts = (
        *(_about_issue(newsletter, facts, facts.current, now) if facts.current else ()),
        *_sending(newsletter, facts, now),
        *_drafting(newsletter, facts, now),
        *_tellings(newsletter, facts, now),
    )
    builds = any(act.kind is ActKind.BUILD for act in acts)
    if not builds and _collection_due(newsletter, facts) <= now:
        return (Act(kind=ActKind.COLLECT), *acts)
    return acts


def resting_until(newsletter: Newsletter, facts: Facts, now: datetime) -> datetime:
    """Until when nothing is due at `now`, if nobody changes anything; at most a day."""
    moments = [facts.coming_cut_off, _collection_due(newsletter, facts), now + LONGEST_REST]
    end = review_end(newsletter, facts.known(facts.current)) if facts.current else None
    return min(*moments, end) if end and end > now else min(moments)


def is_reviewed(newsletter: Newsletter) -> bool:
    """Whether [review] says what becomes of an issue; else publishing is left to hands."""
    review = newsletter.review
    return bool(review.notify or review.window or review.then == "publish")


def review_end(newsletter: Newsletter, issue: IssueMemory) -> datetime | None:
    """When an issue goes out without a word; None where it does not, or nobody was asked yet.

    Who was asked late has as long as who was asked at once.
    """
    review = newsletter.review
    if review.then != "publish":
        return None
    start = issue.asked if review.notify else issue.built
    return start + review.window if start else None


def is_unbuilt(issue: IssueFacts, known: IssueMemory) -> bool:
    """Whether a run has yet to build an issue that is not out; not one it found too little for."""
    if known.empty:
        return issue.version != known.version
    if issue.state is IssueState.SKIPPED:
        return False
    return known.built is None or issue.state is IssueState.MISSING


def _collection_due(newsletter: Newsletter, facts: Facts) -> datetime:
    last = facts.memory.collected
    every = newsletter.schedule.collect_every
    return last + every if last else datetime.min.replace(tzinfo=facts.coming_cut_off.tzinfo)


def _about_issue(
    newsletter: Newsletter, facts: Facts, issue: IssueFacts, now: datetime
) -> Iterator[Act]:
    """The one next thing to do with an issue that may still go out."""
    known = facts.known(issue)
    again = Act(kind=ActKind.BUILD, day=issue.day, again=True)
    if issue.state is IssueState.PUBLISHED:
        if known.publishing and not known.published:
            yield Act(kind=ActKind.PUBLISH, day=issue.day, again=True)
    elif issue.state not in {IssueState.REOPENED, IssueState.UNREADABLE}:
        if is_unbuilt(issue, known):
            patient = now - (known.tried or now) < PATIENCE
            yield Act(kind=ActKind.BUILD, day=issue.day, patient=patient)
        elif known.built and issue.word != "approved":
            asks = _questions(newsletter, known, now)
            yield from (again,) if issue.stale and asks else asks
        # Of a week that was too thin for a run, the editor may have built an issue and approved it.
        by_hand = known.empty and issue.state is IssueState.DRAFT and issue.word == "approved"
        if (known.built or by_hand) and _may_go_out(newsletter, issue, known, now):
            if issue.stale:
                yield again
            elif not _lead_changed(issue):
                yield Act(kind=ActKind.PUBLISH, day=issue.day)


def _questions(newsletter: Newsletter, known: IssueMemory, now: datetime) -> tuple[Act, ...]:
    """A mail to each who was not asked yet, be it because an earlier one was not taken."""
    start = known.asked or now
    until = start + newsletter.review.window if newsletter.review.then == "publish" else None
    return tuple(
        Act(kind=ActKind.ASK, day=known.day, until=until, to=address)
        for address in newsletter.review.notify
        if address not in known.asked_of
    )


def _may_go_out(
    newsletter: Newsletter, issue: IssueFacts, known: IssueMemory, now: datetime
) -> bool:
    if not is_reviewed(newsletter):
        return False
    if issue.word:
        return issue.word == "approved"
    end = review_end(newsletter, known)
    return end is not None and end <= now


def _lead_changed(issue: IssueFacts) -> bool:
    return issue.word == "approved" and issue.approved_lead not in {"", issue.lead}


def _sending(newsletter: Newsletter, facts: Facts, now: datetime) -> Iterator[Act]:
    """What is out and not sent.

    Also the next issue, where it was published before its cut-off, and the last, where it was
    published just before another's.
    """
    for issue in facts.in_work:
        known = facts.known(issue)
        if _is_to_be_sent(newsletter, issue, known) and _in_time(newsletter, known, now):
            yield Act(kind=ActKind.SEND, day=issue.day)


def _drafting(newsletter: Newsletter, facts: Facts, now: datetime) -> Iterator[Act]:
    """What went out since a service gets drafts, and is none there yet.

    However late, as nothing goes out by it, unless another issue has followed. One that the service
    refused is left to the editor.
    """
    for issue in facts.in_work:
        known = facts.known(issue)
        out = known.published or known.publishing
        in_time = issue is not facts.last or _in_time(newsletter, known, now)
        if issue.state is IssueState.PUBLISHED and out and in_time:
            for service, since in facts.memory.drafts_since.items():
                if out >= since and service not in {*known.drafted_at, *known.draft_refused_by}:
                    yield Act(kind=ActKind.DRAFT, day=issue.day, to=service)


def _is_to_be_sent(newsletter: Newsletter, issue: IssueFacts, known: IssueMemory) -> bool:
    return (
        bool(newsletter.sending.to)
        and issue.state is IssueState.PUBLISHED
        and issue.sending == "not sent"
        and known.seen is not None
    )


def _in_time(newsletter: Newsletter, known: IssueMemory, now: datetime) -> bool:
    since = known.published or known.publishing
    return since is not None and now - since <= newsletter.sending.latest


def _tellings(newsletter: Newsletter, facts: Facts, now: datetime) -> Iterator[Act]:
    """What the editor is told once: of these issues, and of those that never went out."""
    for issue in facts.in_work:
        known = facts.known(issue)
        for need in _needs(newsletter, issue, known, now):
            # Another lead than the one that was told of is told of, too.
            mark = f"{need}: {issue.lead}" if need is Need.LEAD_CHANGED else str(need)
            if mark not in known.told:
                yield Act(kind=ActKind.TELL, day=issue.day, need=need, mark=mark)
        for service in known.draft_refused_by:
            mark = f"{Need.DRAFT_REFUSED}: {service}"
            if mark not in known.told:
                need = Need.DRAFT_REFUSED
                yield Act(kind=ActKind.TELL, day=issue.day, need=need, mark=mark, to=service)
    if facts.behind:
        yield Act(kind=ActKind.TELL, day=facts.behind[0].day, need=Need.NEVER_OUT)


def _needs(
    newsletter: Newsletter, issue: IssueFacts, known: IssueMemory, now: datetime
) -> Iterator[Need]:
    """What an issue needs a hand for."""
    if known.empty:
        yield Need.THIN_WEEK
    if known.built and issue.state is IssueState.DRAFT and not issue.stale and _lead_changed(issue):
        yield Need.LEAD_CHANGED
    if newsletter.sending.to and issue.state is IssueState.PUBLISHED:
        in_time = _in_time(newsletter, known, now)
        if issue.sending == "unknown":
            yield Need.SENDING_UNKNOWN
        elif issue.sending == "refused":
            yield Need.SENDING_REFUSED
        elif _is_to_be_sent(newsletter, issue, known) and not in_time:
            yield Need.SENDING_LATE
        elif issue.sending == "not sent" and known.seen is None and in_time:
            yield Need.NOT_SENT
