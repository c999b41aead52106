"""The articles of one event in, the one that is told out."""

from collections import Counter
from collections.abc import Callable, Sequence

from digest.model.articles import Article
from digest.model.stories import Story
from digest.selection.admission import by_age
from digest.selection.article_kinds import is_explainer, is_opinion, is_roundup
from digest.selection.languages import speaks
from digest.selection.reports import Report
from digest.selection.tolls import counting_fewer
from digest.selection.vectors import opening
from digest.stems import significant_words

_IMAGE = 0.1
# Against how much of the story an article covers, both between 0 and 1.
_LATE = 0.6
_TYPICAL = 1.0


def tellers(
    report: Report,
    weight_of: Callable[[str], float],
    language: str,
    blurb_of: Callable[[Article], str] | None = None,
) -> tuple[Article, ...]:
    """The articles that may tell the story, best first.

    First a local piece, else typical ones of which `blurb_of` (where it is given: it costs time)
    says most of what all say, rather late ones.
    Before that come, where the report has any: news before roundups, opinion and guides, counts of
    the dead that hold, and `language`; what lacks such a thing is no teller where others have it.
    """
    local = [a for a in report.articles if a.lead or a.section]
    if local:
        return (max(local, key=lambda article: (article.lead, by_age(article))),)
    if len(report.articles) == 1:
        return report.articles
    # Copies may be alone: the editor may have parted them from what they copy.
    own = [article for article in report.articles if article.id not in report.copied]
    articles = own or report.articles
    stale = counting_fewer(articles)
    start, end = articles[0].when, articles[-1].when

    def standing(article: Article) -> tuple[bool, ...]:
        return (
            not is_roundup(article),
            speaks(article, language),
            article.id not in stale,
            not (is_explainer(article) or is_opinion(article)),
        )

    def worth(at: int) -> float:
        late = (articles[at].when - start) / (end - start) if end > start else 0.0
        own = (covered[at] + _TYPICAL * typical[articles[at].id]) * (
            0.5 + weight_of(articles[at].source)
        ) + _LATE * late
        return round(own + (_IMAGE if articles[at].image else 0.0), 9)

    standings = list(map(standing, articles))
    best = max(standings)
    able = [at for at, how in enumerate(standings) if how == best]
    if len(able) == 1:
        return (articles[able[0]],)
    covered = _covered(articles, able, blurb_of) if blurb_of else dict.fromkeys(able, 0.0)
    typical = dict(zip((one.id for one in report.articles), report.typical, strict=True))
    return tuple(articles[at] for at in sorted(able, key=lambda at: (-worth(at), at)))


def _covered(
    articles: Sequence[Article], able: Sequence[int], blurb_of: Callable[[Article], str]
) -> dict[int, float]:
    """By place how much of what all `articles` say the blurb of each `able` one says.

    A word counts the more, the more often and by the more articles it is said.
    """
    texts = [significant_words(f"{article.title}\n{opening(article)}") for article in articles]
    times = Counter(word for text in texts for word in text)
    sayers = Counter(word for text in texts for word in set(text))
    worth = {word: count * (sayers[word] - 0.5) for word, count in times.items()}
    whole = sum(worth.values()) or 1.0
    told = {at: set(significant_words(blurb_of(articles[at]))) for at in able}
    return {at: sum(worth.get(word, 0.0) for word in told[at]) / whole for at in able}


def in_other_languages(story: Story, language: str) -> tuple[Article, ...]:
    """The first article of each source that tells the story in other languages only."""
    readable = {a.source for a in story.articles if speaks(a, language)}
    foreign = [a for a in story.also if a.source not in readable]
    return tuple({article.source: article for article in reversed(foreign)}.values())[::-1]
