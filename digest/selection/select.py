"""The articles known and the newsletter's settings in, a proposal for the issue out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

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
from digest.selection.admission import admit, by_age
from digest.selection.kinds import is_roundup
from digest.selection.placement import place
from digest.selection.ranking import Pool, pool_of, terms
from digest.selection.reports import Report, gather
from digest.selection.telling import Blurber, told
from digest.selection.vectors import article_words, vectors
from digest.stems import significant_words

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
    used = [(issue, item.headline) for issue in past for item in issue.items]
    found = vectors(
        [
            *(article_words(article) for article in admitted.articles),
            *(Counter(significant_words(headline)) for _, headline in used),
        ]
    )
    own, earlier = found[: len(admitted.articles)], found[len(admitted.articles) :]
    reports, dropped = _without_dropped(
        gather(admitted.articles, own, decisions, newsletter.ranking.granularity), decisions
    )
    pool = pool_of(
        reports,
        newsletter,
        window,
        [
            (vector, f"“{headline}” in issue {issue.number} of {issue.date.isoformat()}")
            for vector, (issue, headline) in zip(earlier, used, strict=True)
        ],
    )
    stories = sorted((_story(report, pool, newsletter) for report in reports), key=_best_first)
    centres = {report.id: report.centre for report in reports}

    def proposed(pins: Sequence[Pin]) -> Proposal:
        placed = place(stories, newsletter, pins, centres, pool.topics)
        return Proposal(
            window=window,
            lead=placed.lead,
            sections=placed.sections,
            candidates=placed.candidates,
            passed_over=(*admitted.passed_over, *dropped),
        )

    proposal = told(proposed(decisions.pins), newsletter, blurber)
    return replace(proposal, unpinned=proposed(())) if decisions.pins else proposal


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


def _best_first(story: Story) -> tuple[object, ...]:
    return (-round(story.score, 9), story.article.when, story.id)


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


def _story(report: Report, pool: Pool, newsletter: Newsletter) -> Story:
    main = _told(report, pool)
    also = tuple(article for article in report.articles if article is not main)
    return Story(
        id=report.id,
        article=main,
        also=also,
        terms=terms(report, pool, newsletter.ranking),
    )


def _told(report: Report, pool: Pool) -> Article:
    """A local piece, else the article that says best what all say, from a source that counts.

    A roundup, where the editor joined one, is told only where all are.
    """
    local = [a for a in report.articles if a.lead or a.section]
    if local:
        return max(local, key=lambda article: (article.lead, by_age(article)))
    if len(report.articles) == 1:
        return report.articles[0]
    worth = {
        article.id: likeness * (0.5 + pool.weight_of(article.source))
        + (0.1 if article.image else 0.0)
        for article, likeness in zip(report.articles, report.typical, strict=True)
    }
    # Copies may be alone: the editor may have parted them from what they copy.
    first = [article for article in report.articles if article.id not in report.copied]
    return max(
        first or report.articles,
        key=lambda article: (not is_roundup(article), round(worth[article.id], 9)),
    )
