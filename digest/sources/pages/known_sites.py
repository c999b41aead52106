"""The plain address of a site that everybody knows in, where its feed is out.

Each rule names who says so. A site that offers its feed in its page's head needs no rule: the page
is read. No rule was tried on the live site.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class KnownSite:
    """Addresses of one kind: `host` and `path` are expressions, `feed` has the path's groups.

    In `feed`, {scheme} and {host} are those of the address.
    """

    name: str
    host: str
    path: str
    feed: str


_NAME = r"[\w.-]{1,100}"

KNOWN_SITES = (
    # https://developers.google.com/youtube/v3/guides/push_notifications: the topic is the channel's
    # feed. A handle (/@name) says no channel: its page's canonical address does.
    KnownSite(
        "YouTube",
        r"(?:www\.|m\.)?youtube\.com",
        r"/channel/(UC[\w-]{22})(?:/\w*)?",
        "https://www.youtube.com/feeds/videos.xml?channel_id={0}",
    ),
    # github.com/bluesky-social/social-app, bskyweb/cmd/bskyweb/server.go: /profile/:ident/rss.
    KnownSite(
        "Bluesky",
        r"bsky\.app",
        r"/profile/([\w.:-]{1,253})",
        "https://bsky.app/profile/{0}/rss",
    ),
    # https://www.reddit.com/wiki/rss: .rss behind the address of a subreddit or a user.
    KnownSite(
        "Reddit",
        r"(?:www\.|old\.|new\.)?reddit\.com",
        rf"/(r|u|user)/({_NAME})",
        "https://www.reddit.com/{0}/{1}/.rss",
    ),
    # https://help.medium.com/hc/en-us/articles/214874118: /feed/ before the name.
    KnownSite(
        "Medium",
        r"(?:www\.)?medium\.com",
        rf"/(@?{_NAME})",
        "https://medium.com/feed/{0}",
    ),
    KnownSite("Medium", r"(?!www\.)[\w-]+\.medium\.com", r"", "https://{host}/feed"),
    # https://support.substack.com/hc/en-us/articles/360038239391: /feed behind the address.
    KnownSite(
        "Substack", r"(?!www\.)[\w-]+\.substack\.com", r"(?:/archive)?", "https://{host}/feed"
    ),
    # A repository's page of releases offers releases.atom in its head; that of the repository,
    # which is what people paste, does not.
    KnownSite(
        "GitHub",
        r"(?:www\.)?github\.com",
        rf"/({_NAME})/({_NAME})(?:/releases)?",
        "https://github.com/{0}/{1}/releases.atom",
    ),
    # github.com/mastodon/mastodon, app/controllers/accounts_controller.rb: the account's address
    # in the format rss. Any host may be a Mastodon server.
    KnownSite(
        "Mastodon",
        r"(?!(?:www\.|m\.)?youtube\.com)[\w.-]+(?::\d+)?",
        rf"/(@{_NAME})",
        "{scheme}://{host}/{0}.rss",
    ),
)

_LONGEST = 2_000


def feed_addresses(url: str) -> tuple[str, ...]:
    """Where the feed of the page at `url` is, if the address alone tells; () where not."""
    try:
        parts = urlsplit(url[:_LONGEST])
    except ValueError:
        return ()
    host, path = parts.netloc.lower(), parts.path.rstrip("/")
    for site in KNOWN_SITES:
        at = re.fullmatch(site.host, host)
        found = re.fullmatch(site.path, path) if at else None
        if found:
            return (site.feed.format(*found.groups(), scheme=parts.scheme, host=host),)
    return ()
