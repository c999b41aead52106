"""A need that a run has found in, the notice that tells the editor of it out."""

from datetime import date

from digest.config.settings import Newsletter
from digest.model.notices import Notice, NoticeKind
from digest.pipeline.occasions import (
    late_sending_notice,
    lead_notice,
    thin_week_notice,
    unapproved_notice,
    unknown_sending_notice,
)
from digest.schedule.due import Need
from digest.schedule.facts import Facts, IssueFacts, IssueState
from digest.text import counted


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
