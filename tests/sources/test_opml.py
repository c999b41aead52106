"""Lists of feeds as OPML."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.config.settings import Source
from digest.errors import UsageError
from digest.pipeline.sources import add_sources
from digest.sources.feeds.opml import read_opml, write_opml

NAMES = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters="\ufffe\uffff"), min_size=1
)


def opml(body: str) -> bytes:
    """An OPML file with this body."""
    return f'<opml version="2.0"><head/><body>{body}</body></opml>'.encode()


def test_a_folder_is_a_section() -> None:
    """Folders in folders belong to the outermost; entries on top to none."""
    sources = read_opml(
        opml(
            '<outline text="Top" xmlUrl="https://a.example/rss"/><outline text="World &amp; Trade">'
            '<outline title="Wire" text="w" type="rss" xmlUrl="https://b.example/rss"/>'
            '<outline text="Inner"><outline text="Deep" XMLURL="feed://c.example/rss"/></outline>'
            "</outline>"
        )
    )

    assert [(source.url, source.label, source.section) for source in sources] == [
        ("https://a.example/rss", "Top", ""),
        ("https://b.example/rss", "Wire", "world-trade"),
        ("http://c.example/rss", "Deep", "world-trade"),
    ]


def test_every_feed_comes_once_and_under_a_name_of_its_own() -> None:
    """Readers list a feed in several folders, and call several feeds the same."""
    sources = read_opml(
        opml(
            '<outline text="News" xmlUrl="https://a.example/1"/>'
            '<outline text="News" xmlUrl="https://a.example/2"/>'
            '<outline text="Again" xmlUrl="https://a.example/1"/>'
            '<outline text="" xmlUrl="https://b.example/rss"/>'
            '<outline text="Local" xmlUrl="file:///etc/passwd"/><outline text="No address"/>'
        )
    )

    assert [(source.url, source.label) for source in sources] == [
        ("https://a.example/1", "News"),
        ("https://a.example/2", "News (2)"),
        ("https://b.example/rss", "b.example"),
    ]


def test_small_faults_are_mended() -> None:
    """A bare ampersand is the commonest fault in exported lists."""
    (source,) = read_opml(opml('<outline text="Q & A" xmlUrl="https://a.example/?a=1&b=2"/>'))

    assert source.url == "https://a.example/?a=1&b=2"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not xml",
        b"<html><body/></html>",
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml><body/></opml>',
    ],
)
def test_what_is_no_opml_is_refused(data: bytes) -> None:
    """A page, nothing, or a file that defines entities: the message says what to do."""
    with pytest.raises(UsageError, match="OPML"):
        read_opml(data)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (b"Caf\xe9", "Café"),
        ("Café".encode(), "Café"),
        (b"A\x00\x01B&#1;&#xD800;&#99999999;", "AB"),
        (b"\xed\xa0\x80 News", "í € News"),
    ],
)
def test_bytes_that_are_no_text_are_mended(written: bytes, name: str) -> None:
    """Lists are pasted together from many programs: a lone byte, a control, half a character."""
    data = opml('<outline text="@" xmlUrl="https://a.example/rss"/>').replace(b"@", written)

    (source,) = read_opml(data)

    assert source.name == name


def test_an_encoding_that_is_declared_counts() -> None:
    """Old programs write Latin-2 or UTF-16 and say so."""
    body = '<opml version="2.0"><body><outline text="Žofie" xmlUrl="https://a.example/"/></body></opml>'
    latin = f"<?xml version='1.0' encoding='iso-8859-2'?>{body}".encode("iso-8859-2")
    wide = f"<?xml version='1.0' encoding='utf-16'?>{body}".encode("utf-16")

    assert [read_opml(data)[0].name for data in (latin, wide)] == ["Žofie", "Žofie"]


@pytest.mark.parametrize(
    "outline",
    [
        '<outline text="News" xmlUrl="https://a.example/{0}"/>',
        '<outline xmlUrl="https://a.example/?{0}"/>',
        '<outline text="N{0}" category="/c{0}" xmlUrl="https://a.example/{0}"/>',
    ],
    ids=["equal names", "equal hosts", "categories"],
)
def test_a_long_list_takes_no_longer_than_its_length(tmp_path: Path, outline: str) -> None:
    """Four thousand feeds are added in a second or two; they took most of a minute."""
    (tmp_path / "newsletter.toml").write_text('[newsletter]\ntitle = "Weekly"\n')
    began = time.process_time()

    added = add_sources(tmp_path, read_opml(opml("".join(map(outline.format, range(4_000))))))

    assert len({source.label for source in added}) == 4_000
    assert time.process_time() - began < 5


def test_folders_without_end_are_harmless() -> None:
    """Ten thousand folders in each other hold nothing anyone could have meant."""
    assert read_opml(opml('<outline text="x">' * 10_000 + "</outline>" * 10_000)) == ()


def test_what_is_written_is_what_an_importer_expects() -> None:
    """OPML 2.0 with text, title, type and xmlUrl; local sources are no feeds."""
    sources = [
        Source(url="https://a.example/?a=1&b=2", name="A & <B>", section="world"),
        Source(path="articles"),
    ]

    assert write_opml("My letter", sources).decode() == (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        '<opml version="2.0">\n  <head>\n    <title>My letter</title>\n  </head>\n  <body>\n'
        '    <outline text="world" title="world">\n'
        '      <outline type="rss" text="A &amp; &lt;B&gt;" title="A &amp; &lt;B&gt;" '
        'xmlUrl="https://a.example/?a=1&amp;b=2"/>\n'
        "    </outline>\n  </body>\n</opml>\n"
    )


@given(st.lists(NAMES, unique=True, max_size=5), st.sampled_from(["", "world", "in-short"]))
def test_a_list_comes_back_as_it_went(names: list[str], section: str) -> None:
    """Written and read again, every source is the same."""
    sources = tuple(
        Source(url=f"https://example.com/{number}", name=name, section=section)
        for number, name in enumerate(names)
    )

    assert read_opml(write_opml("x", sources)) == sources
