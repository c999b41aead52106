"""The publishing sheet in; the same in the desk's words, with the way to each thing, out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from digest.desk.place import Place
from digest.desk.views.remarks import list_remarks
from digest.desk.words import DeskWords
from digest.model.findings import Severity
from digest.pipeline.editors_hand import Hand
from digest.pipeline.publishing_sheet import PublishingSheet, SectionCount
from digest.text import shortened

MOST_LISTED = 4
_OF_SIZE = frozenset({"size-clipped", "size-near-clip"})
_LONGEST = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """A sentence and its tone: "" plain, "aside", "well", "warning", "error"; `link` leads on.

    `by_hand` is a text that readers will read; `asks` offers to ask the links.
    """

    words: str
    tone: str = ""
    link: str = ""
    link_name: str = ""
    by_hand: bool = False
    asks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What is published: a name, and what there is of it."""

    name: str
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetView:
    """The sheet as it is read; `verb` stands on its one button, `hindrance` says why it is off."""

    title: str
    does: str
    facts: tuple[Fact, ...]
    checks: tuple[SheetLine, ...]
    verb: str
    hindrance: str


def describe_sheet(
    sheet: PublishingSheet, html: str, place: Place, words: DeskWords, zone: tzinfo, *, to: str = ""
) -> SheetView:
    """The sheet of the mail `html`, which runs send `to` a list; times are those of `zone`."""
    number, warnings = sheet.issue.number, sheet.warnings
    title = "publish.title_correction" if sheet.corrects else "publish.title"
    sends = words.say("publish.sends_later", to=to) if to else words.say("publish.sends_nothing")
    verb = words.say("publish.now_warnings", count=warnings) if warnings else None
    return SheetView(
        title=words.say(title, number=number),
        does=f"{words.say('publish.does', count=sheet.spends)} {sends}",
        facts=tuple(_facts(sheet, place, words)),
        checks=(
            *_findings(sheet, html, place, words),
            *_lead(sheet, words),
            *_size(sheet, words),
            _links(sheet, words, zone),
            _pictures(sheet, words),
            _sources(sheet, place, words),
        ),
        verb=verb or words.say("publish.now"),
        hindrance=words.say("publish.errors_first", count=sheet.errors) if sheet.errors else "",
    )


def _facts(sheet: PublishingSheet, place: Place, words: DeskWords) -> Iterator[Fact]:
    subject = (
        SheetLine(words=sheet.issue.subject, by_hand=True),
        SheetLine(words=sheet.issue.preheader, by_hand=True, tone="aside"),
    )
    yield Fact(name=words.say("publish.subject"), lines=subject)
    yield Fact(name=words.say("publish.stories"), lines=tuple(_stories(sheet, words)))
    yield Fact(name=words.say("publish.hand"), lines=(SheetLine(words=_hand(sheet.hand, words)),))
    if sheet.changes:
        since = "publish.since_out" if sheet.corrects else "publish.since"
        yield Fact(name=words.say(since), lines=tuple(_changes(sheet, words)))
    yield Fact(name=words.say("publish.left_out"), lines=tuple(_missed(sheet, place, words)))
    yield Fact(name=words.say("publish.length"), lines=(SheetLine(words=_length(sheet, words)),))


def _stories(sheet: PublishingSheet, words: DeskWords) -> Iterator[SheetLine]:
    yield SheetLine(words=", ".join(_section(one, words) for one in sheet.sections))
    limits = [
        words.say(
            "publish.at_limit",
            names=", ".join(one.at_limit),
            count=one.per_source,
            section=_heading(one, words),
        )
        for one in sheet.sections
        if one.at_limit
    ]
    sources = words.say("publish.sources", count=sheet.sources)
    yield SheetLine(words="; ".join((sources, *limits)), tone="aside")


def _section(section: SectionCount, words: DeskWords) -> str:
    if not section.heading:
        return words.say("publish.lead")
    if section.is_full:
        return words.say(
            "publish.in_full_section",
            count=section.stories,
            most=section.most,
            section=_heading(section, words),
        )
    return words.say("publish.in_section", count=section.stories, section=_heading(section, words))


def _heading(section: SectionCount, words: DeskWords) -> str:
    return words.say("publish.quoted", text=section.heading.removesuffix(":"))


def _hand(hand: Hand, words: DeskWords) -> str:
    counts = (
        ("rewritten", hand.rewritten),
        ("moved", hand.moved),
        ("taken_in", hand.taken_in),
        ("dropped", hand.dropped),
        ("joined", hand.joined),
        ("own_items", hand.own_items),
    )
    said = [words.say(f"publish.{name}", count=count) for name, count in counts if count]
    return ", ".join(said) or words.say("publish.idle_hand")


def _changes(sheet: PublishingSheet, words: DeskWords) -> Iterator[SheetLine]:
    for change in sheet.changes[:MOST_LISTED]:
        yield SheetLine(words=shortened(change.sentence, 2 * _LONGEST))
    if (more := len(sheet.changes) - MOST_LISTED) > 0:
        yield SheetLine(words=words.say("publish.more_changes", count=more), tone="aside")


def _missed(sheet: PublishingSheet, place: Place, words: DeskWords) -> Iterator[SheetLine]:
    missed = sheet.missed
    yield SheetLine(words=missed.verdict, tone="warning" if missed.regrets else "well")
    for one in missed.regrets[:MOST_LISTED]:
        headline = words.say("publish.quoted", text=shortened(one.story.headline, _LONGEST))
        count = len(one.story.sources)
        yield SheetLine(words=words.say("publish.missed", headline=headline, count=count))
    if missed.count:
        yield SheetLine(
            words="",
            tone="aside",
            link=place.link(list="left-out"),
            link_name=words.say("publish.see_left_out"),
        )


def _length(sheet: PublishingSheet, words: DeskWords) -> str:
    if not sheet.minutes:
        return words.say("publish.unreckoned")
    minutes = words.say("publish.minutes", count=sheet.minutes)
    if not sheet.minutes_before:
        return minutes
    named = {"minutes": minutes, "number": sheet.number_before}
    if sheet.minutes == sheet.minutes_before:
        return words.say("publish.minutes_as", **named)
    return words.say("publish.minutes_before", before=sheet.minutes_before, **named)


def _findings(
    sheet: PublishingSheet, html: str, place: Place, words: DeskWords
) -> Iterator[SheetLine]:
    for remark in list_remarks(sheet.findings, sheet.issue, html):
        story = remark.anchor.removeprefix("item-") if remark.anchor.startswith("item-") else ""
        tone = "aside" if remark.severity is Severity.NOTE else remark.severity.value
        show = place.link(about="findings", **({"story": story} if story else {}))
        yield SheetLine(
            words=remark.message,
            tone=tone,
            link=place.setting(remark.setting) if remark.setting else show,
            link_name=words.say("publish.set" if remark.setting else "publish.show"),
        )


def _lead(sheet: PublishingSheet, words: DeskWords) -> Iterator[SheetLine]:
    if sheet.lacks_lead:
        yield SheetLine(words=words.say("publish.no_lead"), tone="warning")


def _size(sheet: PublishingSheet, words: DeskWords) -> Iterator[SheetLine]:
    """Whether it fits, unless a finding says so."""
    if any(finding.rule in _OF_SIZE for finding in sheet.findings):
        return
    size, most = f"{sheet.bytes / 1000:.1f}", f"{sheet.clip_bytes / 1000:.0f}"
    over, near = sheet.bytes >= sheet.clip_bytes, sheet.bytes >= sheet.near_clip_bytes
    key, tone = (
        ("size_cut", "error") if over else ("size_near", "warning") if near else ("size", "well")
    )
    yield SheetLine(words=words.say(f"publish.{key}", size=size, most=most), tone=tone)


def _links(sheet: PublishingSheet, words: DeskWords, zone: tzinfo) -> SheetLine:
    if sheet.links is None:
        return SheetLine(words=words.say("publish.links_unasked"), tone="aside", asks=True)
    time = f"{sheet.links.when.astimezone(zone):%H:%M}"
    said = words.say("publish.links_answered", count=sheet.links.asked, time=time)
    return SheetLine(words=said, tone="well")


def _pictures(sheet: PublishingSheet, words: DeskWords) -> SheetLine:
    if sheet.wordless:
        said = words.say("publish.pictures_wordless", count=sheet.wordless)
        return SheetLine(words=said, tone="warning")
    if not sheet.pictures:
        return SheetLine(words=words.say("publish.no_pictures"), tone="aside")
    return SheetLine(words=words.say("publish.pictures", count=sheet.pictures), tone="well")


def _sources(sheet: PublishingSheet, place: Place, words: DeskWords) -> SheetLine:
    health = sheet.health
    read = words.say("publish.sources_read", count=health.today, all=health.all)
    if not health.others:
        return SheetLine(words=read, tone="well")
    others = [
        words.say("publish.source_ill", source=name, why=shortened(why, _LONGEST))
        if why
        else words.say("publish.source_not_today", source=name)
        for name, why in health.others.items()
    ]
    return SheetLine(
        words="; ".join((read, *_few(others, words))),
        tone="warning",
        link=place.link("/collect"),
        link_name=words.say("publish.read_sources"),
    )


def _few(sentences: Sequence[str], words: DeskWords) -> Iterator[str]:
    yield from sentences[:MOST_LISTED]
    if (more := len(sentences) - MOST_LISTED) > 0:
        yield words.say("publish.more_sources", count=more)
