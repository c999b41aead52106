"""The articles known and the newsletter's settings in, a proposal for the issue out."""

from collections.abc import Sequence
from dataclasses import replace

from digest.config.settings import Newsletter
from digest.model.articles import Article
from digest.model.stories import Decisions, PassedOver, PastIssue, Proposal, Window
from digest.selection.admission import admit
from digest.selection.blurb_writing import Blurber, with_blurbs
from digest.selection.memory import SelectionMemory
from digest.selection.ranked import Background
from digest.selection.reports import Report, texts

_UNDECIDED = Decisions()


def select(
    articles: Sequence[Article],
    newsletter: Newsletter,
    *,
    window: Window,
    past: Sequence[PastIssue] = (),
    decisions: Decisions = _UNDECIDED,
    blurber: Blurber | None = None,
    memory: SelectionMemory | None = None,
) -> Proposal:
    """What the issue of `window` would hold, and everything left out, best first.

    Every article is in exactly one story or passed over with a reason. The same articles in another
    order give the same proposal, and so does any `memory` of earlier selections, only sooner.
    """
    memory = memory or SelectionMemory()
    articles, past = memory.known(articles), tuple(past)
    weight = {source.label: source.weight for source in newsletter.sources}
    admitted = admit(articles, window, past, decisions, lambda source: weight.get(source, 1.0))
    decisions = _about_kept(decisions, articles, admitted.articles)
    shape = Decisions(merged=decisions.merged, split=decisions.split)
    equal = texts(admitted.articles, decisions)
    used = [item.headline for issue in past for item in issue.items]
    words = memory.lexicon(admitted.articles, equal, used, newsletter.newsletter.language)
    gathered = memory.gather(words, shape, newsletter.ranking.granularity)
    reports, dropped = _without_dropped(gathered, decisions)
    ranked = memory.rank(
        reports,
        Background(
            newsletter=newsletter, window=window, words=words, past=past, apart=decisions.split
        ),
    )
    passed_over = (*admitted.passed_over, *dropped)
    arranged = memory.arrange(ranked, newsletter, window, decisions.pins, passed_over)
    proposal = with_blurbs(
        arranged, newsletter, blurber, extract=memory.extract, extract_lead=memory.extract_lead
    )
    if not decisions.pins:
        return proposal
    return replace(proposal, unpinned=memory.arrange(ranked, newsletter, window, (), passed_over))


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
