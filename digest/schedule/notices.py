"""What needs a hand in, the notice that says so and what to do out."""

from collections.abc import Sequence

from digest.config.settings import Newsletter
from digest.model.notices import Notice
from digest.schedule.facts import Facts, IssueFacts, IssueState, SilentSource
from digest.text import counted, span_in_words

THIN = "thin"
LEAD = "lead"
LATE = "late"
UNSENT = "unsent"
OVER = "over"
SILENT = "silent"


def thin(newsletter: Newsletter, issue: IssueFacts) -> Notice:
    """That nothing goes out this time."""
    return _notice(
        newsletter,
        "thin week",
        f"no issue of {issue.day}",
        f"The issue of {issue.day} has nothing, or too little, to print, so that [weeks] thin = "
        f'"{newsletter.weeks.thin}" decides. If you add to its page, drafts/{issue.day}.toml, the '
        "next run builds it again.",
        key=f"thin:{issue.day}",
    )


def lead_changed(newsletter: Newsletter, issue: IssueFacts) -> Notice:
    """That an approved issue waits, because it has another lead by now."""
    return _notice(
        newsletter,
        "lead changed",
        f"the issue of {issue.day} waits: its lead changed",
        f"You approved the issue of {issue.day} under “{_headline(issue.approved_lead)}”; now "
        f"“{_headline(issue.lead)}” leads it. It is held back. `digest approve {issue.day}` "
        "approves it as it is now.",
        key=f"lead:{issue.day}:{issue.lead}",
    )


def not_surely_sent(newsletter: Newsletter, issue: IssueFacts) -> Notice:
    """That nobody knows whether an issue was sent, or that the server refused it."""
    outcome = "was refused" if issue.sending == "refused" else "may have been sent, or not"
    return _notice(
        newsletter,
        "sending",
        f"the issue of {issue.day} {outcome}",
        f"The issue of {issue.day} {outcome}; it is not sent again by itself. Look whether "
        f"{newsletter.sending.to} has it. Then `digest send {issue.day} --live --resend` sends it, "
        f"and `digest send {issue.day} --live --count-as-sent` leaves it as it is.",
        key=f"send:{issue.day}",
    )


def too_late(newsletter: Newsletter, issue: IssueFacts) -> Notice:
    """That an issue is not sent any more, because it was published too long ago."""
    latest = span_in_words(newsletter.sending.latest)
    return _notice(
        newsletter,
        "sending",
        f"the issue of {issue.day} was not sent",
        f"The issue of {issue.day} was published more than {latest} ago ([sending] latest) "
        f"and is not sent by itself any more. `digest send {issue.day} --live` sends it now.",
        key=f"late:{issue.day}",
    )


def not_sent(newsletter: Newsletter, issue: IssueFacts) -> Notice:
    """That an issue was out before the schedule knew of it, so that it may have been sent."""
    return _notice(
        newsletter,
        "sending",
        f"the issue of {issue.day} was not sent",
        f"The issue of {issue.day} was out before `digest run` first met it, so that it may have "
        f"been sent otherwise. If it was not, `digest send {issue.day} --live` sends it.",
        key=f"unsent:{issue.day}",
    )


def never_out(newsletter: Newsletter, facts: Facts) -> Notice:
    """That issues never went out before the next cut-off: missed, not built or not approved."""
    held = newsletter.review.then == "hold"
    lines = [_what_became(facts, issue, held=held) for issue in reversed(facts.behind)]
    count = counted(len(lines), "issue")
    covered = "Its stories are" if len(lines) == 1 else "Their stories are"
    next_one = f"the issue of {facts.current.day}" if facts.current else "the next issue"
    return _notice(
        newsletter,
        "not published",
        f"{count} not published",
        "\n".join((*lines, f"{covered} taken up by {next_one}.")),
        key=f"over:{facts.behind[0].day}",
    )


def _what_became(facts: Facts, issue: IssueFacts, *, held: bool) -> str:
    known, day = facts.known(issue), issue.day
    if known.built or issue.state is not IssueState.MISSING:
        never = "approved" if held else "published"
        return f"The issue of {day} was never {never} before the next cut-off."
    if known.tried:
        return f"The issue of {day} could not be built before the next cut-off."
    return f"The issue of {day} was missed: `digest run` did not run in its time."


def silent(newsletter: Newsletter, sources: Sequence[SilentSource]) -> Notice:
    """That sources stopped bringing anything."""
    lines = [f"{one.name}: {one.why}" for one in sources]
    return _notice(
        newsletter,
        "source silent",
        f"{counted(len(lines), 'source')} to look at",
        "\n".join((*lines, "`digest sources health` says how all of them are doing.")),
        key=f"silent:{', '.join(one.name for one in sources)}",
    )


def failed(newsletter: Newsletter, what: str, why: str, *, key: str) -> Notice:
    """That a part of a run failed and is tried again."""
    text = f"{what} failed: {why}\n`digest run` tries it again at its next start."
    return _notice(newsletter, "failure", f"{what} failed", text, key=key)


def _headline(lead: str) -> str:
    return lead.partition("\n")[0]


def _notice(newsletter: Newsletter, kind: str, subject: str, text: str, *, key: str) -> Notice:
    title = newsletter.newsletter.title
    return Notice(kind=kind, subject=f"{title}: {subject}", text=text, key=key)
