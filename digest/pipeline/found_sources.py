"""A feed that was found in; what it holds, and what it would bring to this week's stories, out.

Nothing is stored and nothing written: it is what an editor sees before a source is added.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from digest import cutoffs
from digest.archive.contents import past_issues
from digest.config.settings import Newsletter, Source
from digest.model.articles import Article
from digest.model.stories import Story, Window
from digest.pipeline.new_sources import NewSource, Search, examine_places
from digest.pipeline.workspace import Workspace
from digest.selection import select
from digest.selection.topics import Topics
from digest.store import open_store

_WHOLE_TEXT = 200
"""Words from which on an article is more than a summary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedContents:
    """What a feed holds: `fitting` are those that one of the newsletter's queries takes.

    None where the newsletter has no query, so that every article fits. `whole` says that at least
    half of the articles bring their text.
    """

    articles: int
    newest: datetime | None
    whole: bool
    fitting: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedStory:
    """A story of this week that the feed tells, too: how many sources tell it then."""

    headline: str
    sources: int
    on_page: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSource:
    """A place that an editor named, what the feed there holds, this week's part of that.

    `joined` are the stories of this week that it tells, too.
    """

    found: NewSource
    whole: FeedContents
    week: FeedContents
    joined: tuple[JoinedStory, ...] = ()


def examine_for_week(
    workspace: Workspace,
    places: Sequence[str],
    search: Search,
    day: date,
    printed: Collection[str],
) -> tuple[FoundSource, ...]:
    """What is at each of `places`, and what it would bring to the issue of `day`.

    `printed` are the articles of stories on the page.
    """
    newsletter = workspace.newsletter
    found = []
    for one in examine_places(places, replace(search, keeps_articles=True), newsletter.sources):
        week = articles_of_week(workspace, one.articles, day)
        new = one.source if one.source and not one.known_as else None
        found.append(
            FoundSource(
                found=replace(one, articles=()),
                whole=feed_contents(one.articles, newsletter),
                week=feed_contents(week, newsletter),
                joined=joined_stories(workspace, new, week, day, printed) if new and week else (),
            )
        )
    return tuple(found)


def feed_contents(articles: Sequence[Article], newsletter: Newsletter) -> FeedContents:
    """What a feed with these `articles` holds for the newsletter."""
    dates = [article.published for article in articles if article.published]
    whole = sum(len(article.text.split()) >= _WHOLE_TEXT for article in articles)
    return FeedContents(
        articles=len(articles),
        newest=max(dates, default=None),
        whole=bool(articles) and whole * 2 >= len(articles),
        fitting=_count_fitting(articles, newsletter),
    )


def articles_of_week(
    workspace: Workspace, articles: Sequence[Article], day: date
) -> tuple[Article, ...]:
    """Those of the `articles` that the issue of `day` could tell."""
    window = _window(workspace, day)
    return tuple(article for article in articles if article.when in window)


def joined_stories(
    workspace: Workspace,
    source: Source,
    articles: Sequence[Article],
    day: date,
    printed: Collection[str],
) -> tuple[JoinedStory, ...]:
    """The stories of several sources that `articles` of a new `source` would be part of.

    They are found as a build would find them. `printed` are the articles of stories on the page.
    """
    newsletter = workspace.newsletter
    sources = (*newsletter.sources, source)
    window = _window(workspace, day)
    with open_store(workspace.store_file, create=False) as store:
        known = store.articles(
            since=window.late_from or window.start, until=window.end, sources=newsletter.sources
        )
    new = [replace(article, source=source.label) for article in articles]
    proposal = select(
        (*known, *new),
        newsletter.model_copy(update={"sources": sources}),
        window=window,
        past=past_issues(workspace.issues, url=newsletter.archive.url),
    )
    joined = (_joined(story, source.label, printed) for story in proposal.stories)
    return tuple(one for one in joined if one)


def _joined(story: Story, label: str, printed: Collection[str]) -> JoinedStory | None:
    tellers = {article.source for article in story.articles}
    if label not in tellers or len(tellers) == 1:
        return None
    others = [article for article in story.articles if article.source != label]
    return JoinedStory(
        headline=others[0].title,
        sources=len(tellers),
        on_page=any(article.id in printed for article in others),
    )


def _count_fitting(articles: Sequence[Article], newsletter: Newsletter) -> int | None:
    topics = Topics(newsletter)
    queries = topics.of_places.values()
    if any(query.takes_any for query in queries) or not queries:
        return None
    return sum(any(topics.matches(query, article) for query in queries) for article in articles)


def _window(workspace: Workspace, day: date) -> Window:
    past = past_issues(workspace.issues, url=workspace.newsletter.archive.url)
    last = max((issue.cut_off for issue in past if issue.date < day), default=None)
    return cutoffs.issue_window(day, workspace.newsletter.schedule, workspace.zone, last)
