"""The selected story, its article and the mail in; what stands beside them, in words, out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from digest.desk.place import Place
from digest.desk.status import Remark, list_remarks
from digest.desk.stories import Chosen, Group
from digest.desk.words import DeskWords
from digest.locales import day_and_month
from digest.model.articles import Article
from digest.model.findings import Severity
from digest.pipeline.showing import Shown

_LONGEST_ARTICLE = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkView:
    """A finding with the way to its block."""

    severity: str
    message: str
    where: str
    fix: str
    anchor: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the check found, counted in words, and the notes of the last build."""

    counted: str
    remarks: tuple[RemarkView, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """A part of a score; `share` of the largest of all stories, from 0 to 100."""

    points: str
    name: str
    reason: str
    share: int
    minus: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyView:
    """Where a story stands, what its score is made of, and who is near."""

    stands: str
    terms: tuple[TermView, ...] = ()
    sum: str = ""
    zero: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterPart:
    """A piece of the size meter, in thousandths of its length."""

    x: int
    width: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence and its tone, "" for a plain one."""

    words: str
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a story weighs, in KB; `link` selects it."""

    name: str
    size: str
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeView:
    """The mail's weight against Gmail's cut, at `clip_x` of the meter."""

    size: str
    most: str
    clip_x: int
    parts: tuple[MeterPart, ...] = ()
    lines: tuple[Line, ...] = ()
    prices: tuple[Price, ...] = ()


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
    facts: str = ""


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
    )


def describe_why(chosen: Chosen, groups: Sequence[Group], words: DeskWords, scale: float) -> WhyView:
    """Why the story stands where it does; `scale` is the most points of any term of the page."""
    group = next(one for one in groups if one.id == chosen.section)
    stands = words.say(
        "why.lead" if not group.heading else "why.nth_of",
        place=chosen.row.place, room=group.room, section=group.heading,
    )  # fmt: skip
    if chosen.row.is_own:
        return WhyView(stands=f"{stands} {words.say('why.own')}")
    if chosen.story is None:
        return WhyView(stands=stands)
    terms = sorted(chosen.story.terms, key=lambda term: -abs(term.points))
    silent = [term.name for term in terms if abs(term.points) < 0.005]
    return WhyView(
        stands=stands,
        terms=tuple(
            TermView(
                points=f"{term.points:.2f}",
                name=term.name.capitalize(),
                reason=term.reason,
                share=round(100 * abs(term.points) / scale) if scale else 0,
                minus=term.points < 0,
            )
            for term in terms
            if abs(term.points) >= 0.005
        ),
        sum=f"{chosen.story.score:.2f}",
        zero=words.say("why.zero", count=len(silent), names=", ".join(silent)) if silent else "",
    )


def describe_articles(
    articles: Sequence[Article], zone: ZoneInfo, words: DeskWords
) -> tuple[ArticleView, ...]:
    """The articles of a story with their texts, the told one first."""
    return tuple(_article(one, zone, words) for one in articles)


def _article(article: Article, zone: ZoneInfo, words: DeskWords) -> ArticleView:
    when = article.when.astimezone(zone)
    text = (article.text or article.summary)[:_LONGEST_ARTICLE]
    return ArticleView(
        id=article.id,
        source=article.source,
        title=article.heading,
        when=f"{day_and_month(when.date(), words.language)}, {when:%H:%M}",
        url=article.url if article.url.startswith(("http://", "https://")) else "",
        language=article.language,
        paragraphs=tuple((Run(text=one),) for one in _paragraphs(text)),
    )


def _paragraphs(text: str) -> Iterator[str]:
    yield from (one.strip() for one in text.split("\n\n") if one.strip())


def describe_size(shown: Shown, words: DeskWords) -> SizeView:
    """What the mail weighs."""
    bytes_, most = len(shown.rendered.html.encode()), shown.clip_bytes
    whole = max(bytes_, most)
    over = bytes_ - most
    key = "size.cut" if over > 0 else "size.room"
    return SizeView(
        size=_kilobytes(bytes_),
        most=_kilobytes(most),
        clip_x=min(1000 * most // whole, 997),
        parts=(MeterPart(x=0, width=1000 * bytes_ // whole, kind=""),),
        lines=(Line(words=words.say(key, amount=_kilobytes(abs(over))), tone="error" * (over > 0)),),
    )


def _kilobytes(count: int) -> str:
    return f"{count / 1000:.1f}"
