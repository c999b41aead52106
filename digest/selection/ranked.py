"""Reports and their background in; the stories with their scores, and their matters, out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from digest.config.settings import Newsletter
from digest.model.articles import Article
from digest.model.stories import PastIssue, Story, Window
from digest.selection.blurb_writing import Extract
from digest.selection.choosing import tellers
from digest.selection.lexicon import Lexicon
from digest.selection.matter_lines import Matters, best_first
from digest.selection.past_headlines import PastHeadlines
from digest.selection.placement import Surroundings
from digest.selection.pool import NewsWeek, pool_of
from digest.selection.ranking import terms_by
from digest.selection.reports import Report
from digest.selection.spread import one_sided, spread_of
from digest.selection.strands import Gather, Strands
from digest.selection.taste import Taste
from digest.selection.topics import Fits, Topics


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What the reports are ranked by; the articles of one `apart` are in no matter together."""

    newsletter: Newsletter
    window: Window
    words: Lexicon
    past: tuple[PastIssue, ...]
    apart: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RankedStories:
    """The stories, best first, and what placing asks about them."""

    stories: tuple[Story, ...]
    topics: Topics
    known: Matters
    around: Surroundings


def rank(
    reports: Sequence[Report], by: Background, *, fits: Fits, gather: Gather, extract: Extract
) -> RankedStories:
    """The stories of `reports`.

    `fits` has how articles fit queries, as far as it is known, and gets the others.
    """
    newsletter = by.newsletter
    topics = Topics(newsletter, fits)
    able = _tellers(reports, newsletter)
    fitting = {
        query: [r for r in reports if topics.fit(query, able[r.place][0], r.articles)]
        for query in topics.of_places.values()
    }
    week = NewsWeek(
        newsletter=newsletter,
        window=by.window,
        topics=topics,
        strands=Strands(reports, fitting, by.words.names, by.apart, gather),
        tellers=able,
        past_headlines=PastHeadlines(by.past, by.words.of_headlines),
        taste=Taste(by.past, [articles[0].title for articles in able.values()]),
    )
    known = _matters(reports, week)
    around = Surroundings(
        centres=known.centres,
        matter_of=known.within,
        tellers=_by_blurb(reports, newsletter, extract),
    )
    return RankedStories(stories=_stories(reports, week), topics=topics, known=known, around=around)


def _tellers(reports: Sequence[Report], newsletter: Newsletter) -> dict[int, tuple[Article, ...]]:
    weight = {source.label: source.weight for source in newsletter.sources}
    language = newsletter.newsletter.language
    return {
        report.place: tellers(report, lambda source: weight.get(source, 1.0), language)
        for report in reports
    }


def _by_blurb(
    reports: Sequence[Report], newsletter: Newsletter, extract: Extract
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
            lambda article: extract((article,), words=words, language=language),
        )

    return lambda story: able(story.id)


def _stories(reports: Sequence[Report], week: NewsWeek) -> tuple[Story, ...]:
    pool, terms = pool_of(reports, week), terms_by(week.newsletter.ranking)

    def story(report: Report) -> Story:
        main = week.told(report)
        return Story(
            id=report.id,
            article=main,
            also=tuple(article for article in report.articles if article is not main),
            terms=terms(report, pool),
            note=one_sided(report, pool.sources),
            spread=spread_of(report, pool.sources),
        )

    return tuple(sorted(map(story, reports), key=best_first))


def _matters(reports: Sequence[Report], week: NewsWeek) -> Matters:
    queries = week.topics.of_places
    return Matters(
        within=lambda place, story: week.strands.within(queries.get(place), story.id),
        home=lambda story: week.strands.home(story.id),
        told_in=lambda strand: week.past_headlines.told_in(strand.centre),
        centres={report.id: report.centre for report in reports},
    )
