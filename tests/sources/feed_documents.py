"""Feeds as sites write them, of every kind that is read the fast way, for hypothesis to draw."""

from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" '
    'xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
)
PHRASES = (
    "Envoys meet in the harbour",
    "Überfahrt nach Tromsø: «noch einmal»",
    "Переговоры возобновлены",
    "“Nobody knows,” says the pilot",
    "A & B <c> 5 > 4",
    "  spaced\n out  ",
    "caf\u00c3\u00a9 \u0093quoted\u0094",
    "AT&amp;T &lt;b&gt; &#8217;",
    "x",
    "",
)
ADDRESSES = (
    "https://wire.example/2026/02/talks?utm_source=rss&id=7",
    "https://wire.example/talks",
    "/relative/talks.html",
    "//cdn.example/p.jpg",
    "talks;v=1",
    "https://wire.example",
    "urn:uuid:1225c695-cfb8",
    "tag:wire.example,2026:7",
)
MARKUP = (
    "<p>The <a href='/world'>ministers</a> met.</p><img src='/p.jpg' width='600'>",
    "Plain words & no markup.",
    "<p>Old &nbsp; entities &ndash; and <b>unclosed",
)
DATES = (
    "Mon, 02 Feb 2026 10:00:00 +0100",
    "2026-02-02T10:00:00Z",
    "2026-02-02",
    " 2 Feb 2026 10:00 EST ",
    "soon",
)
PEOPLE = ("Mei Tarrant", "mei@wire.example (Mei Tarrant)", "mei@wire.example", "A & B", "")

phrases = st.sampled_from(PHRASES)
addresses = st.sampled_from(ADDRESSES)
markup = st.sampled_from(MARKUP)
dates = st.sampled_from(DATES)
people = st.sampled_from(PEOPLE)


def written(text: str, *, cdata: bool) -> str:
    """`text` as XML, escaped or in a CDATA section."""
    return f"<![CDATA[{text}]]>" if cdata else escape(text)


def element(
    name: str, texts: st.SearchStrategy[str], *attributes: st.SearchStrategy[str]
) -> st.SearchStrategy[str]:
    """An element `name` with one of `texts` and some of `attributes`, each as `key=value`."""
    return st.builds(
        lambda text, cdata, said: (
            f"<{name}{''.join(said)}>{written(text, cdata=cdata)}</{name.split(maxsplit=1)[0]}>"
        ),
        texts,
        st.booleans(),
        st.tuples(*(st.just("") | one for one in attributes)),
    )


def attribute(name: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """An attribute with one of `values`."""
    return values.map(lambda value: f" {name}={quoteattr(value)}")


def empty(name: str, *attributes: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """An element of nothing but all of `attributes`."""
    return st.tuples(*attributes).map(lambda said: f"<{name}{''.join(said)}/>")


def around(name: str, inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """An element `name` around up to three of `inner`."""
    return st.lists(inner, max_size=3).map(lambda parts: f"<{name}>{''.join(parts)}</{name}>")


kinds = attribute("type", st.sampled_from(("image/jpeg", "audio/mpeg", "text/html")))
pictures = st.one_of(
    empty("media:content", attribute("url", addresses), kinds),
    empty("media:content", attribute("url", addresses), attribute("width", st.just("640"))),
    empty("media:thumbnail", attribute("url", addresses)),
    element("media:credit", people),
    element("media:caption", phrases),
    element("media:title", phrases),
    element("media:keywords", st.just("talks, harbour")),
)
shared = st.one_of(
    element("dc:creator", people),
    element("dc:date", dates),
    element("dc:subject", phrases),
    element("dc:language", st.just("de")),
    element("content:encoded", markup),
    element("feedburner:origLink", addresses),
    element("slash:comments", st.just("4")),
    element("itunes:author", people),
    element("itunes:duration", st.just("12:00")),
    empty("itunes:image", attribute("href", addresses)),
    pictures,
    around("media:group", pictures),
)
rss_parts = st.one_of(
    element("title", phrases),
    element("link", addresses),
    element("guid", addresses, attribute("isPermaLink", st.sampled_from(("true", "false")))),
    element("pubDate", dates),
    element("description", phrases | markup),
    element("author", people),
    element("category", phrases, attribute("domain", addresses)),
    element("comments", addresses),
    element("source", phrases, attribute("url", addresses)),
    empty("enclosure", attribute("url", addresses), kinds, attribute("length", st.just("9"))),
    shared,
)
text_kinds = attribute("type", st.sampled_from(("text", "html")))
atom_parts = st.one_of(
    element("title", phrases, text_kinds),
    element("id", addresses),
    element("updated", dates),
    element("published", dates),
    element("summary", phrases | markup, text_kinds),
    element("content", markup, text_kinds),
    empty(
        "link",
        attribute("href", addresses),
        st.just("") | attribute("rel", st.sampled_from(("alternate", "self", "enclosure"))),
        st.just("") | kinds,
    ),
    around("author", element("name", people) | element("email", people)),
    empty("category", attribute("term", phrases), st.just("") | attribute("label", phrases)),
    element("rights", phrases),
    pictures,
)
channel_parts = st.one_of(
    element("title", phrases),
    element("language", st.sampled_from(("en-GB", "de", ""))),
    element("ttl", st.sampled_from(("60", "x"))),
    element("description", phrases),
    element("sy:updatePeriod", st.sampled_from(("hourly", "daily"))),
    element("sy:updateFrequency", st.just("2")),
    element("generator", phrases),
    element("lastBuildDate", dates),
)


def documents(root: str, parts: st.SearchStrategy[str], item: str) -> st.SearchStrategy[bytes]:
    """Documents made of `root`, which says where {channel} and {items} go."""
    items = st.lists(parts, min_size=1, max_size=9).map("\n".join)
    return st.builds(
        lambda channel, all_items: root.format(
            names=NAMESPACES,
            channel="\n".join(channel),
            items="".join(f"<{item}>{one}</{item.split(maxsplit=1)[0]}>" for one in all_items),
        ).encode(),
        st.lists(channel_parts, max_size=4),
        st.lists(items, min_size=1, max_size=3),
    )


rss_feeds = documents(
    "<?xml version='1.0' encoding='UTF-8'?>\n<rss version='2.0' {names}><channel>"
    "<link>https://wire.example/</link>{channel}{items}</channel></rss>",
    rss_parts,
    "item",
)
atom_feeds = documents(
    "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en' {names}>"
    "<link href='https://wire.example/'/><title>Wire</title>{items}</feed>",
    atom_parts,
    "entry",
)
rdf_feeds = documents(
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
    " xmlns='http://purl.org/rss/1.0/' {names}><channel rdf:about='https://wire.example/'>"
    "<link>https://wire.example/</link>{channel}</channel>{items}</rdf:RDF>",
    rss_parts,
    "item rdf:about='https://wire.example/1'",
)
feeds = rss_feeds | atom_feeds | rdf_feeds
