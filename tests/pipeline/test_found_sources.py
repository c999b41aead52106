"""What an editor is told of a feed before it becomes a source."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pipeline.newsletters import newsletter_in, workspace_at

from digest.config import load_newsletter
from digest.config.settings import Source
from digest.model.articles import Article
from digest.pipeline.collection import collect_articles
from digest.pipeline.found_sources import articles_of_week, feed_contents, joined_stories

DAY = date(2024, 8, 9)
NOW = datetime(2024, 8, 8, 12, tzinfo=UTC)
TELLS = "Sixteen prisoners freed in Ankara exchange as Moscow and Washington trade detainees"


def article(name: str, title: str, *, days: int = 1, words: int = 20) -> Article:
    """An article of a feed, some days old."""
    moment = NOW - timedelta(days=days)
    return Article(
        id=name,
        source="wire.example",
        title=title,
        url=f"https://wire.example/{name}",
        published=moment,
        first_seen=NOW,
        text=f"{title}. " * (words // len(title.split()) + 1),
    )


FEED = (
    article("a", TELLS, words=400),
    article("b", "Grain ships leave the port of Odesa again", words=400),
    article("c", "A recipe for plum cake", days=30),
)


def test_a_feed_is_counted_against_the_queries(tmp_path: Path) -> None:
    """By any of them; without a query nothing is said."""
    folder = newsletter_in(tmp_path, '[lead]\nmatch = "grain"\n')
    (folder / "newsletter.toml").write_text(
        (folder / "newsletter.toml")
        .read_text()
        .replace('heading = "In', 'match = "prisoners"\nheading = "In')
    )
    found = feed_contents(FEED, load_newsletter(folder))
    assert (found.articles, found.fitting, found.whole) == (3, 2, True)
    assert found.newest == NOW - timedelta(days=1)
    any_ = feed_contents(FEED, load_newsletter(newsletter_in(tmp_path)))
    assert any_.fitting is None
    nothing = feed_contents((), load_newsletter(folder))
    assert (nothing.articles, nothing.newest, nothing.whole) == (0, None, False)


def test_a_feed_that_tells_a_story_of_the_week_is_named_beside_it(tmp_path: Path) -> None:
    """As a build would join them; a story of the feed's alone is none."""
    folder = newsletter_in(tmp_path)
    (folder / "articles" / "one.md").write_text(
        f"---\ntitle: {TELLS}\ndate: 2024-08-07\nurl: https://own.example/1\n---\n\n"
        + f"{TELLS}. " * 9
    )
    workspace = workspace_at(folder, DAY)
    collect_articles(workspace)
    source = Source(url="https://wire.example/feed", name="The Wire")
    week = articles_of_week(workspace, FEED, DAY)
    assert [one.id for one in week] == ["a", "b"]
    (joined,) = joined_stories(workspace, source, week, DAY, printed=frozenset())
    assert (joined.headline, joined.sources, joined.on_page) == (TELLS, 2, False)
    alone = tuple(replace(one, title="Plums", text="Plums are ripe.") for one in week[1:])
    assert joined_stories(workspace, source, alone, DAY, printed=frozenset()) == ()
