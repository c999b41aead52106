"""The selected story, its articles and the mail in; what stands beside them, in words, out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from digest.checks.clip_line import ClipLine, Sender, kilobytes
from digest.checks.parts import Price
from digest.checks.shared_runs import share_runs
from digest.desk.place import Place
from digest.desk.views.remarks import Remark, list_remarks
from digest.desk.views.stories import Chosen, TextField
from digest.desk.words import DeskWords
from digest.locales import day_and_month
from digest.model.articles import Article
from digest.model.findings import Severity
from digest.pipeline.showing import Shown
from digest.selection.sums import Sum

_LONGEST_ARTICLE = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkView:
    """A finding with the way to its block, and to the setting that would mend it."""

    severity: str
    message: str
    where: str
    fix: str
    anchor: str
    link: str
    setting: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the check found, counted in words, and the notes of the last build."""

    counted: str
    remarks: tuple[RemarkView, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """A part of a score; `share` of the most that any has, from 0 to 100."""

    points: str
    name: str
    reason: str
    share: int
    minus: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RivalView:
    """A story near the lead, and by how much it is behind."""

    headline: str
    score: str
    gap: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyView:
    """Where a story stands, what its score is made of, and who is near."""

    stands: str
    terms: tuple[TermView, ...]
    sum: str
    zero: str
    lines: tuple[str, ...]
    rivals: tuple[RivalView, ...]
    swaps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterPart:
    """A piece of the size meter, in thousandths of its length."""

    x: int
    width: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceView:
    """What a part of the mail weighs; `story` is its id where it is one, `link` selects it."""

    name: str
    size: str
    story: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderView:
    """Who may send the mail; `on` for the one that is counted with."""

    name: str
    link: str
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeView:
    """The mail's weight against Gmail's cut, at `clip_x` of the meter."""

    size: str
    most: str
    is_cut: bool
    sentence: str
    known: str
    clip_x: int
    parts: tuple[MeterPart, ...]
    hidden: str
    remedies: tuple[str, ...]
    stories: tuple[PriceView, ...]
    others: tuple[PriceView, ...]
    senders: tuple[SenderView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words of an article; `shared` where the text of the page has them, too."""

    text: str
    shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """An article of the story, to read beside the box."""

    id: str
    source: str
    title: str
    when: str
    url: str
    language: str
    paragraphs: tuple[tuple[Run, ...], ...]
    facts: str


def describe_findings(shown: Shown, place: Place, words: DeskWords) -> Findings:
    """The findings, the gravest first; a click on one selects its story."""
    remarks = list_remarks(shown.findings, shown.issue, shown.rendered.html)
    counts = [(one, sum(r.severity is one for r in remarks)) for one in Severity]
    return Findings(
        counted=", ".join(
            words.say(f"findings.{severity}s", count=count) for severity, count in counts if count
        ),
        remarks=tuple(_remark(one, place) for one in remarks),
        notes=(*shown.failures, *shown.notes),
    )


def _remark(remark: Remark, place: Place) -> RemarkView:
    story = remark.anchor.removeprefix("item-")
    return RemarkView(
        severity=remark.severity.value,
        message=remark.message,
        where=remark.where,
        fix=remark.fix,
        anchor=remark.anchor,
        link=place.link(story=story) if remark.anchor.startswith("item-") else "",
        setting=place.setting(remark.setting) if remark.setting else "",
    )


def describe_why(added: Sum) -> WhyView:
    """Why a story stands where it does."""
    return WhyView(
        stands=added.standing,
        terms=tuple(
            TermView(
                points=f"{bar.points:.2f}",
                name=bar.name,
                reason=bar.reason,
                share=round(100 * bar.share),
                minus=bar.points < 0,
            )
            for bar in added.bars
        ),
        sum=f"{added.score:.2f}",
        zero=added.nothing,
        lines=tuple(one for one in (added.distance, added.spread, *added.reasons) if one),
        rivals=tuple(
            RivalView(headline=one.headline, score=f"{one.score:.2f}", gap=f"{one.gap:+.2f}")
            for one in added.rivals
        ),
        swaps=tuple(f"{one.change}: {one.story.headline}" for one in added.swaps),
    )


def describe_size(line: ClipLine, among: Sequence[Sender], place: Place, selected: str) -> SizeView:
    """What the mail and each of its parts weigh, and what is cut if `line` holds."""
    whole = max(line.bytes + line.sender.adds, line.limit)
    stories = tuple(one for one in line.prices if one.id.startswith("item-"))
    return SizeView(
        size=f"{(line.bytes + line.sender.adds) / 1000:.1f}",
        most=f"{line.limit / 1000:.0f}",
        is_cut=line.at is not None,
        sentence=line.sentence,
        known=line.sender.known if line.sender.id != "plain" else "",
        clip_x=min(1000 * line.limit // whole, 997),
        parts=tuple(_meter(line, whole, f"item-{selected}")),
        hidden=", ".join(one.name for one in line.hidden),
        remedies=tuple(f"{one.sentence} (−{kilobytes(one.saves)})" for one in line.remedies),
        stories=tuple(_price(one, place) for one in sorted(stories, key=lambda one: -one.bytes)),
        others=tuple(_price(one, place) for one in line.prices if one not in stories),
        senders=tuple(
            SenderView(name=one.name, link=place.link(sender=one.id), on=one.id == line.sender.id)
            for one in among
        ),
    )


def _meter(line: ClipLine, whole: int, selected: str) -> Iterator[MeterPart]:
    """A piece for what the service adds, then one for each part of the mail."""
    if line.sender.adds:
        yield MeterPart(x=0, width=1000 * line.sender.adds // whole, kind="frame")
    for one in line.prices:
        start = 1000 * (line.sender.adds + one.start) // whole
        kind = "" if one.id.startswith("item-") else "frame"
        width = max(1000 * one.bytes // whole, 1)
        yield MeterPart(x=start, width=width, kind="now" if one.id == selected else kind)


def _price(price: Price, place: Place) -> PriceView:
    story = price.id.removeprefix("item-") if price.id.startswith("item-") else ""
    return PriceView(
        name=price.name,
        size=f"{price.bytes / 1000:.1f}",
        story=story,
        link=place.link(story=story) if story else "",
    )


def describe_articles(chosen: Chosen, zone: ZoneInfo, words: DeskWords) -> tuple[ArticleView, ...]:
    """The articles of a story with their texts, and what the page's text has of each."""
    blurb = next((one for one in chosen.texts if one.key == "blurb"), None)
    return tuple(_article(one, blurb, zone, words) for one in chosen.articles)


def _article(
    article: Article, blurb: TextField | None, zone: ZoneInfo, words: DeskWords
) -> ArticleView:
    when = article.when.astimezone(zone)
    read = (article.text or article.summary)[:_LONGEST_ARTICLE]
    paragraphs = [one.strip() for one in read.split("\n\n") if one.strip()]
    shared = share_runs(blurb.text if blurb else "", paragraphs)
    return ArticleView(
        id=article.id,
        source=article.source,
        title=article.heading,
        when=f"{day_and_month(when.date(), words.language)}, {when:%H:%M}",
        url=article.url if article.url.startswith(("http://", "https://")) else "",
        language=article.language,
        paragraphs=tuple(
            tuple(_marked(one, runs)) for one, runs in zip(paragraphs, shared.runs, strict=True)
        ),
        facts=shared.sentence if blurb and blurb.yours else "",
    )


def _marked(paragraph: str, runs: Sequence[tuple[int, int]]) -> Iterator[Run]:
    at = 0
    for start, end in runs:
        if start > at:
            yield Run(text=paragraph[at:start])
        yield Run(text=paragraph[start:end], shared=True)
        at = end
    if at < len(paragraph):
        yield Run(text=paragraph[at:])
