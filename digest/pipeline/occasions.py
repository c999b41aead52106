"""Something that needs a hand in; the notice that says what, and what to do about it, out."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from digest.config.settings import Newsletter
from digest.model.notices import Notice, NoticeKind
from digest.schedule.due import Need
from digest.schedule.facts import Facts, IssueFacts, IssueState
from digest.store.health import REPORT_AFTER, Condition, SourceHealth
from digest.text import counted, shortened

_MOST_NAMED = 20
_LONGEST = 200


def failure_notice(doing: str, problem: str, *, day: date | None = None, at: str = "") -> Notice:
    """That something failed; `doing` names it, such as "building" or "publishing".

    Perhaps `at` one of several places.
    """
    of = f" the issue of {day}{at}" if day else at
    return Notice(
        kind=NoticeKind.FAILURE,
        subject=f"{doing}{of} failed",
        text=f"{problem}\n\nIt is tried again at the next run. `digest runs` lists the last ones.",
        key=f"failure {doing} {day or ''}{at}",
    )


def notice_of(
    newsletter: Newsletter,
    need: Need,
    day: date,
    facts: Facts,
    *,
    service: str = "",
    said: str = "",
) -> Notice:
    """What to tell of the issue of `day`, perhaps at a `service`, of which something was `said`."""
    to = newsletter.sending.to
    match need:
        case Need.THIN_WEEK:
            notice = thin_week_notice(day, _what_thin_means(day))
        case Need.LEAD_CHANGED:
            issue = next(one for one in facts.in_work if one.day == day)
            approved, now = _headline(issue.approved_lead), _headline(issue.lead)
            notice = lead_notice(day, approved=approved, now=now)
        case Need.SENDING_UNKNOWN:
            notice = unknown_sending_notice(day, to)
        case Need.SENDING_REFUSED:
            notice = _refused(day, to)
        case Need.SENDING_LATE:
            notice = late_sending_notice(day, to)
        case Need.NOT_SENT:
            notice = _not_sent(day)
        case Need.DRAFT_REFUSED:
            notice = _draft_refused(day, service, said)
        case Need.NEVER_OUT:
            notice = _never_out(newsletter, facts)
    return notice


def thin_week_notice(day: date, said: str) -> Notice:
    """That there is too little for the issue of `day`; `said` is what becomes of it."""
    return Notice(
        kind=NoticeKind.THIN_WEEK,
        subject=f"a thin week, {day}",
        text=f"{said}\n\n`digest why` says what came; [weeks] says what a thin week calls for.",
        key=f"thin week {day}",
    )


def lead_notice(day: date, *, approved: str, now: str) -> Notice:
    """That the issue opens with another story than the one that was approved."""
    return Notice(
        kind=NoticeKind.LEAD_CHANGED,
        subject=f"the issue of {day} has another lead than you approved",
        text=f"You approved “{approved}”; now it opens with “{now}”. It is held back.\n\n"
        f"Look at it, then `digest approve {day}` or `digest hold {day}`.",
        key=f"lead changed {day} {_fingerprint(now)}",
    )


def unapproved_notice(day: date, following: date) -> Notice:
    """That nobody approved the issue of `day` before the cut-off of the following one."""
    return Notice(
        kind=NoticeKind.NEVER_APPROVED,
        subject=f"the issue of {day} was never approved",
        text=f"It was not published, and what it would have told may be told in the issue of "
        f"{following}.\n\n`digest publish {day}` still publishes it as it was built.",
        key=f"never approved {day}",
    )


def unknown_sending_notice(day: date, to: str) -> Notice:
    """That nobody knows whether the issue of `day` was sent."""
    return Notice(
        kind=NoticeKind.SENDING_UNKNOWN,
        subject=f"it is not known whether the issue of {day} was sent",
        text=f"The connection ended before the server said whether it took the mail to {to}. It is "
        f"not sent again by itself.\n\nLook whether it arrived: then "
        f"`digest send {day} --live --count-as-sent`, else `digest send {day} --live --resend`.",
        key=f"sending unknown {day}",
    )


def late_sending_notice(day: date, to: str) -> Notice:
    """That it is too late to send the issue of `day` by itself."""
    return Notice(
        kind=NoticeKind.SENDING_TOO_LATE,
        subject=f"the issue of {day} was not sent: it is too late",
        text=f"It was published longer ago than [sending] latest, so it is not sent to {to} by "
        f"itself.\n\n`digest send {day} --live` sends it, `--count-as-sent` lets it be.",
        key=f"sending too late {day}",
    )


def is_worth_a_word(health: SourceHealth) -> bool:
    """Whether a source is so ill, for so long, that its editor should look at it."""
    if health.condition is Condition.FAILING:
        return health.failures >= REPORT_AFTER
    return health.condition in {Condition.GONE, Condition.SILENT}


def sources_notice(ill: Iterable[SourceHealth]) -> Notice:
    """That these sources are gone, fail or have fallen silent."""
    found = tuple(ill)
    lines = [f"{shortened(one.source, 80)}: {_why(one)}" for one in found[:_MOST_NAMED]]
    if (more := len(found) - _MOST_NAMED) > 0:
        lines.append(f"and {counted(more, 'more source')}")
    first = shortened(found[0].source, 60)
    names = first if len(found) == 1 else counted(len(found), "source")
    return Notice(
        kind=NoticeKind.SOURCE_SILENT,
        subject=f"{names} {_is_ill(found[0]) if len(found) == 1 else 'need a look'}",
        text="\n".join((*lines, "", "`digest sources health` says how each of them is doing.")),
        key=f"sources {_fingerprint(repr([(one.source, one.condition) for one in found]))}",
    )


def _what_thin_means(day: date) -> str:
    return (
        f"The issue of {day} has nothing, or too little, to print, so that none goes out. When you "
        f"add to its page, drafts/{day}.toml, the next run builds it."
    )


def _refused(day: date, to: str) -> Notice:
    return Notice(
        kind=NoticeKind.FAILURE,
        subject=f"the issue of {day} was refused by the server of {to}",
        text=f"It was not sent, and is not sent again by itself.\n\n`digest runs` has what the "
        f"server said; when that is mended, `digest send {day} --live` sends it.",
        key=f"sending refused {day}",
    )


def _draft_refused(day: date, service: str, said: str) -> Notice:
    reason = said or "It was refused; `digest runs` has the reason."
    return Notice(
        kind=NoticeKind.FAILURE,
        subject=f"the issue of {day} is no draft at {service}",
        text=f"{reason}\n\nIt is not put there again by itself; when that is mended: "
        f"`digest send {day} --draft --service {service}`.",
        key=f"draft refused {day} {service}",
    )


def _not_sent(day: date) -> Notice:
    return Notice(
        kind=NoticeKind.SENDING_UNKNOWN,
        subject=f"the issue of {day} was not sent by itself",
        text=f"It was out before `digest run` first met it, so that it may have been sent by hand."
        f"\n\nIf it was not, `digest send {day} --live` sends it.",
        key=f"not sent {day}",
    )


def _never_out(newsletter: Newsletter, facts: Facts) -> Notice:
    """That issues never went out before the next cut-off: missed, not built or not approved."""
    held = newsletter.review.then == "hold"
    following = facts.current or facts.coming
    if len(facts.behind) == 1 and held and _was_built(facts, facts.behind[0]):
        return unapproved_notice(facts.behind[0].day, following.day)
    lines = [_what_became(facts, issue, held=held) for issue in reversed(facts.behind)]
    lines.append(f"What they would have told may be told in the issue of {following.day}.")
    return Notice(
        kind=NoticeKind.FAILURE,
        subject=f"{counted(len(facts.behind), 'issue')} not published",
        text="\n".join(lines),
        key=f"never out {facts.behind[0].day}",
    )


def _what_became(facts: Facts, issue: IssueFacts, *, held: bool) -> str:
    if _was_built(facts, issue):
        never = "approved" if held else "published"
        return f"The issue of {issue.day} was never {never} before the next cut-off."
    if facts.known(issue).tried:
        return f"The issue of {issue.day} could not be built before the next cut-off."
    return f"The issue of {issue.day} was missed: `digest run` did not run in its time."


def _was_built(facts: Facts, issue: IssueFacts) -> bool:
    return bool(facts.known(issue).built) or issue.state is not IssueState.MISSING


def _headline(lead: str) -> str:
    return lead.partition("\n")[0]


def _why(health: SourceHealth) -> str:
    return shortened(f"{health.condition}; {health.why}", _LONGEST)


def _is_ill(health: SourceHealth) -> str:
    return {Condition.SILENT: "has fallen silent", Condition.GONE: "is gone"}.get(
        health.condition, "fails"
    )


def _fingerprint(text: str) -> str:
    return sha256(text.encode(errors="replace")).hexdigest()[:16]
