"""How much there is in a mail: too little to be worth it, too much for Gmail."""

from collections.abc import Iterator

from digest.checks.mail import Mailing
from digest.checks.parts import Price, byte_length, spare_items
from digest.checks.rule import Violation, cite, rule
from digest.model.findings import Severity
from digest.text import counted


@rule(
    "issue-empty",
    Severity.ERROR,
    why="An empty issue costs readers' trust; senders are known to mail them out.",
    fix="Pick a story on the draft page, or let the week pass.",
)
def find_empty_issue(mail: Mailing) -> Iterator[Violation]:
    """Issues without a story."""
    if not any(True for _ in mail.issue.items):
        yield Violation(message="The issue has no item.")
    for section in mail.issue.sections:
        if not section.items:
            yield Violation(
                block=section.id,
                message=f"The section {cite(section.heading)} has a heading and no item.",
                fix="Give the section an item, or take it off the page.",
            )


@rule(
    "issue-thin",
    Severity.WARNING,
    why="A page that lost its stories to a slip of the hand looks like a quiet week.",
    fix="See that the draft page holds what you picked; `digest draft` names the candidates.",
)
def find_thin_issue(mail: Mailing) -> Iterator[Violation]:
    """Issues of one story, and sections that have none."""
    if sum(1 for _ in mail.issue.items) == 1:
        yield Violation(message="The issue has one item.")
    printed = {section.id for section in mail.issue.sections}
    for section in mail.newsletter.sections:
        if section.show and section.id not in printed:
            yield Violation(
                block=section.id,
                message=f"The section {cite(section.heading or section.id)} has no item, "
                "so nothing of it is printed.",
                fix="Move a candidate into it on the draft page; if the week has none, let it be.",
            )


@rule(
    "size-clipped",
    Severity.ERROR,
    why="Gmail shows only the first 100,000 bytes or so: the rest, the unsubscribe link with it, "
    "hides behind a link (hteumeuleu/email-bugs #41 measured 99,507 to 100,217).",
    fix="Take out items, or shorten their blurbs.",
)
def find_clipped_mail(mail: Mailing) -> Iterator[Violation]:
    """Mails that Gmail would cut off."""
    settings = mail.newsletter.check
    limit = settings.room(settings.clip_bytes)
    if mail.bytes >= limit:
        yield Violation(
            message=f"The HTML has {mail.bytes:,} bytes; Gmail cuts it off at {limit:,}.",
            fix=suggest_cuts(mail, limit),
        )


@rule(
    "size-near-clip",
    Severity.WARNING,
    why="Email services rewrite links and add a pixel on the way, and a mail encoded for "
    "transport grows by about 12 %; a mail that just fits here may not fit there.",
    fix="Take out an item, or shorten blurbs, before Gmail does it.",
)
def find_nearly_clipped_mail(mail: Mailing) -> Iterator[Violation]:
    """Mails close to the size at which Gmail cuts them off."""
    settings = mail.newsletter.check
    near, clip = settings.room(settings.near_clip_bytes), settings.room(settings.clip_bytes)
    if near <= mail.bytes < clip:
        yield Violation(
            message=f"The HTML has {mail.bytes:,} bytes, {clip - mail.bytes:,} short of "
            "Gmail's cut.",
            fix=suggest_cuts(mail, near),
        )


def suggest_cuts(mail: Mailing, limit: int) -> str:
    """Which items to cut so that the mail has fewer than `limit` bytes, in a sentence."""
    cut: list[Price] = []
    left = mail.bytes
    for price in spare_items(mail.parts, mail.issue):
        if left < limit:
            break
        cut.append(price)
        left -= price.bytes
    if not cut:
        return ""
    names = ", ".join(f"{cite(price.name)} ({price.bytes:,})" for price in cut[:8])
    more = f" and {len(cut) - 8} before them" if len(cut) > 8 else ""
    saved = f"that saves {mail.bytes - left:,} bytes"
    sentence = f"Cut {counted(len(cut), 'item')}: {names}{more}; {saved}"
    if left >= limit:
        return f"{sentence}, and {left - limit + 1:,} more are too many: shorten the lead."
    return f"{sentence} and leaves {left:,}."


@rule(
    "style-too-long",
    Severity.ERROR,
    why="Gmail drops the style elements that reach a total of 16 KB, and dark colours and the "
    "phone layout with them (hteumeuleu/email-bugs #90).",
    fix="Take rules out of the templates' mj-style elements.",
)
def find_long_styles(mail: Mailing) -> Iterator[Violation]:
    """Style elements that together are longer than Gmail takes."""
    limit = mail.newsletter.check.style_bytes
    size = sum(byte_length(sheet) for sheet in mail.document.sheets)
    if size >= limit:
        yield Violation(
            message=f"The style elements have {size:,} bytes; Gmail takes {limit - 1:,}."
        )
