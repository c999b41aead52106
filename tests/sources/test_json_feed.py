"""JSON Feed 1.0 and 1.1."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from digest.config.settings import Source
from digest.sources.entries.values import Parsed, Unreadable
from digest.sources.feeds.document import parse_feed

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "url", "title", "authors", "tags", "image", "summary", "name"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def read(feed: object) -> Parsed:
    """The feed as it would come from a server."""
    return parse_feed(
        json.dumps(feed).encode(),
        source=Source(url="https://example.com/feed.json", name="Monitor"),
        url="https://example.com/feed.json",
        content_type="application/feed+json",
        now=datetime(2026, 2, 9, tzinfo=UTC),
        zone=ZoneInfo("UTC"),
    )


def test_an_item_becomes_an_article() -> None:
    """All that 1.1 has a name for is taken over, cleaned."""
    (article,) = read(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "authors": [{"name": "The desk"}],
            "language": "en-US",
            "items": [
                {
                    "id": 17,
                    "url": "https://example.com/17?utm_source=json",
                    "title": "Gas & <b>grain</b>",
                    "content_html": "<p>Text <a href='/a'>here</a>.</p>",
                    "summary": "Sum < total.",
                    "image": "/17.jpg",
                    "date_published": "2026-02-08T10:00:00-05:00",
                    "date_modified": "2026-02-08T12:00:00-05:00",
                    "tags": ["gas", "grain"],
                    "authors": [{"name": "Ada Bekele"}, {"name": "Owen Prys"}],
                }
            ],
        }
    ).articles

    assert (article.title, article.byline) == ("Gas & grain", "Ada Bekele, Owen Prys")
    assert (article.url, article.language) == ("https://example.com/17", "en-US")
    assert article.published == datetime(2026, 2, 8, 15, tzinfo=UTC)
    assert article.updated == datetime(2026, 2, 8, 17, tzinfo=UTC)
    assert article.html == '<p>Text <a href="https://example.com/a">here</a>.</p>'
    assert (article.summary, article.categories) == ("Sum < total.", ("gas", "grain"))
    assert article.image is not None
    assert article.image.url == "https://example.com/17.jpg"


def test_version_1_had_one_author_and_plain_text_has_paragraphs() -> None:
    """`author` still counts, the feed's for items without; content_text becomes markup."""
    (article,) = read(
        {"author": {"name": "Ada"}, "items": [{"id": "1", "content_text": "One <b>\n\nTwo"}]}
    ).articles

    assert (article.byline, article.text) == ("Ada", "One\n\nTwo")
    assert article.html == "<p>One &lt;b&gt;</p><p>Two</p>"


def test_external_url_stands_in_for_a_missing_url() -> None:
    """A link blog's item leads to what it is about."""
    (article,) = read({"items": [{"id": "1", "external_url": "https://example.org/x"}]}).articles

    assert article.url == "https://example.org/x"


def test_a_byte_order_mark_and_lone_surrogates_are_no_accident() -> None:
    """JSON may carry both; neither reaches an article."""
    body = b"\xef\xbb\xbf" + json.dumps({"items": [{"id": "1", "title": "a\ud800b"}]}).encode()

    parsed = parse_feed(
        body,
        source=Source(url="https://example.com/feed.json"),
        url="",
        content_type="",
        now=datetime(2026, 2, 9, tzinfo=UTC),
        zone=ZoneInfo("UTC"),
    )

    assert parsed.articles[0].title == "ab"


@given(st.fixed_dictionaries({"items": st.lists(JSON, max_size=4)}) | JSON)
def test_any_json_is_a_feed_or_told_to_be_none(feed: object) -> None:
    """Wrong types in any place never end in anything but Unreadable."""
    try:
        parsed = read(feed)
    except Unreadable:
        return

    assert len({article.id for article in parsed.articles}) == len(parsed.articles)
