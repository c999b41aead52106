"""All articles known in; those of this issue out, and for every other one the reason it is not."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from digest.model.articles import Article
from digest.model.stories import Decisions, PassedOver, PastIssue, Window
from digest.selection.spent import spent_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """The articles that may be picked, earliest first, and those passed over."""

    articles: tuple[Article, ...]
    passed_over: tuple[PassedOver, ...]


def by_age(article: Article) -> tuple[object, ...]:
    """Sorts articles earliest first, always in the same order."""
    return (article.when, article.id, article.source)


def admit(
    articles: Iterable[Article],
    window: Window,
    past: Sequence[PastIssue],
    decisions: Decisions,
    weight: Callable[[str], float],
) -> Admitted:
    """Which articles this issue may use.

    A pinned article is admitted whatever its date or past. Of several at one address the local
    piece is kept, else the one from the source with the most `weight`, else the earliest.
    """
    pinned = {pin.article for pin in decisions.pins}
    used = spent_in(past)
    kept: list[Article] = []
    passed: list[PassedOver] = []
    once = {(article.source, article.id): article for article in articles}
    for article in sorted(once.values(), key=by_age):
        reason = ""
        if article.id not in pinned:
            reason = _untimely(article, window) or used(article)
        if reason:
            passed.append(PassedOver(article=article, reason=reason))
        else:
            kept.append(article)
    single, doubles = _one_an_address(kept, pinned, weight)
    return Admitted(articles=single, passed_over=(*passed, *doubles))


def _untimely(article: Article, window: Window) -> str:
    if article.when in window:
        return ""
    if article.when >= window.end:
        return f"published {article.when:%Y-%m-%d %H:%M}, after the cut-off"
    late = window.late_from is not None and window.late_from <= article.when
    if late and article.first_seen in window:
        return ""
    return f"published {article.when:%Y-%m-%d %H:%M}, before the window"


def _one_an_address(
    articles: Sequence[Article], pinned: set[str], weight: Callable[[str], float]
) -> tuple[tuple[Article, ...], list[PassedOver]]:
    best: dict[str, Article] = {}
    for article in articles:
        rival = best.get(article.key)
        if article.key and (
            rival is None or _standing(article, pinned, weight) > _standing(rival, pinned, weight)
        ):
            best[article.key] = article
    doubles = [
        PassedOver(
            article=article,
            reason=f"duplicate of {best[article.key].id}: the same address, from "
            f"{best[article.key].source}",
        )
        for article in articles
        if article.key and best[article.key] is not article
    ]
    return tuple(a for a in articles if not a.key or best[a.key] is a), doubles


def _standing(
    article: Article, pinned: set[str], weight: Callable[[str], float]
) -> tuple[bool, bool, float]:
    local = article.lead or bool(article.section)
    return (article.id in pinned, local, weight(article.source))
