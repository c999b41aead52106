"""The articles known and the newsletter's settings in, a proposal for the issue out."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from digest.config.settings import Newsletter
from digest.model.articles import Article
from digest.model.stories import (
    Decisions,
    PassedOver,
    PastIssue,
    Pin,
    Proposal,
    Story,
    Window,
)
from digest.selection.admission import admit
from digest.selection.blurb_writing import Blurber, with_blurbs
from digest.selection.blurbs import blurb
from digest.selection.choosing import tellers
from digest.selection.lexicon import Lexicon, lexicon
from digest.selection.matter_lines import Matters, best_first, with_matters
from digest.selection.past_headlines import PastHeadlines
from digest.selection.placement import Surroundings, place
from digest.selection.pool import NewsWeek, pool_of
from digest.selection.ranking import terms
from digest.selection.reports import Report, gather, texts
from digest.selection.spread import one_sided, spread_of
from digest.selection.strands import Strands
from digest.selection.taste import Taste
from digest.selection.topics import Topics

_UNDECIDED = Decisions()


def select(
    articles: Sequence[Article],
    newsletter: Newsletter,
    *,
    window: Window,
    past: Sequence[PastIssue] = (),
    decisions: Decisions = _UNDECIDED,
    blurber: Blurber | None = None,
) -> Proposal:
    """What the issue of `window` would hold, and everything left out, best first.

    Every article is in exactly one story or passed over with a reason. The same articles in another
    order give the same proposal.
    """
    weight = {source.label: source.weight for source in newsletter.sources}
    admitted = admit(articles, window, past, decisions, lambda source: weight.get(source, 1.0))
    decisions = _about_kept(decisions, articles, admitted.articles)
    language = newsletter.newsletter.language
    equal = texts(admitted.articles, decisions)
    used = [item.headline for issue in past for item in issue.items]
    words = lexicon(admitted.articles, equal, used, language)
    reports, dropped = _without_dropped(
        gather(words, decisions, newsletter.ranking.granularity), decisions
    )
    week = _week(reports, newsletter, window, decisions, words, past)
    known = _matters(reports, week)
    stories = _stories(reports, week)
    around = Surroundings(
        centres=known.centres,
        matter_of=known.within,
        tellers=_by_blurb(reports, newsletter),
    )

    def proposed(pins: Sequence[Pin]) -> Proposal:
        placed = place(stories, newsletter, pins, week.topics, around)
        proposal = Proposal(
            window=window,
            lead=placed.lead,
            sections=placed.sections,
            candidates=placed.candidates,
            passed_over=(*admitted.passed_over, *dropped),
        )
        return with_matters(proposal, known, language, newsletter.newsletter.timezone)

    proposal = with_blurbs(proposed(decisions.pins), newsletter, blurber)
    return replace(proposal, unpinned=proposed(())) if decisions.pins else proposal


def _week(
    reports: Sequence[Report],
    newsletter: Newsletter,
    window: Window,
    decisions: Decisions,
    words: Lexicon,
    past: Sequence[PastIssue],
) -> NewsWeek:
    weight = {source.label: source.weight for source in newsletter.sources}
    language = newsletter.newsletter.language
    able = {
        report.place: tellers(report, lambda source: weight.get(source, 1.0), language)
        for report in reports
    }
    topics = Topics(newsletter)
    fitting = {
        query: [r for r in reports if topics.fit(query, able[r.place][0], r.articles)]
        for query in topics.of_places.values()
    }
    return NewsWeek(
        newsletter=newsletter,
        window=window,
        topics=topics,
        strands=Strands(reports, fitting, words.names, decisions.split),
        tellers=able,
        past_headlines=PastHeadlines(past, words.of_headlines),
        taste=Taste(past, [articles[0].title for articles in able.values()]),
    )


def _by_blurb(
    reports: Sequence[Report], newsletter: Newsletter
) -> Callable[[Story], Sequence[Article]]:
    """Gives for a story the articles that may tell it, by their blurbs; made when first asked."""
    report_of = {report.id: report for report in reports}
    weight = {source.label: source.weight for source in newsletter.sources}
    words, language = newsletter.blurbs.words, newsletter.newsletter.language

    @cache
    def able(story: str) -> Sequence[Article]:
        return tellers(
            report_of[story],
            lambda source: weight.get(source, 1.0),
            language,
            lambda article: blurb([article], words=words, language=language),
        )

    return lambda story: able(story.id)


def _stories(reports: Sequence[Report], week: NewsWeek) -> list[Story]:
    pool = pool_of(reports, week)

    def story(report: Report) -> Story:
        main = week.told(report)
        return Story(
            id=report.id,
            article=main,
            also=tuple(article for article in report.articles if article is not main),
            terms=terms(report, pool, week.newsletter.ranking),
            note=one_sided(report, pool.sources),
            spread=spread_of(report, pool.sources),
        )

    return sorted(map(story, reports), key=best_first)


def _matters(reports: Sequence[Report], week: NewsWeek) -> Matters:
    queries = week.topics.of_places
    return Matters(
        within=lambda place, story: week.strands.within(queries.get(place), story.id),
        home=lambda story: week.strands.home(story.id),
        told_in=lambda strand: week.past_headlines.told_in(strand.centre),
        centres={report.id: report.centre for report in reports},
    )


def _about_kept(
    decisions: Decisions, articles: Sequence[Article], kept: Sequence[Article]
) -> Decisions:
    """`decisions` on the articles kept: what was decided on one holds for its address.

    Otherwise a dropped piece would come back when a second feed brings it under another id.
    """
    kept_at = {article.key: article.id for article in kept if article.key}
    name = {article.id: kept_at.get(article.key, article.id) for article in articles}

    def renamed(ids: frozenset[str]) -> frozenset[str]:
        return frozenset(name.get(one, one) for one in ids)

    return Decisions(
        pins=tuple(
            replace(pin, article=name.get(pin.article, pin.article)) for pin in decisions.pins
        ),
        drops=renamed(decisions.drops),
        merged=tuple(map(renamed, decisions.merged)),
        split=tuple(map(renamed, decisions.split)),
    )


def _without_dropped(
    reports: Sequence[Report], decisions: Decisions
) -> tuple[list[Report], list[PassedOver]]:
    """A dropped article takes its whole story along, unless a pin keeps the story."""
    pinned = {pin.article for pin in decisions.pins}
    kept: list[Report] = []
    dropped: list[PassedOver] = []
    for report in reports:
        ids = {article.id for article in report.articles}
        if decisions.drops.isdisjoint(ids) or pinned & ids:
            kept.append(report)
        else:
            dropped += [
                PassedOver(article=article, reason=_why_dropped(article, report, decisions))
                for article in report.articles
            ]
    return kept, dropped


def _why_dropped(article: Article, report: Report, decisions: Decisions) -> str:
    if article.id in decisions.drops:
        return "dropped by the editor"
    first = next(a for a in report.articles if a.id in decisions.drops)
    return f"tells the same story as {first.id}, which the editor dropped"
