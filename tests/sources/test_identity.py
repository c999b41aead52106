"""Ids of entries: the same from run to run, different within a source."""

from hypothesis import given
from hypothesis import strategies as st

from digest.sources.entries.identity import identify_entries
from digest.sources.entries.values import Entry, Markup

ENTRIES = st.lists(
    st.builds(
        Entry,
        guid=st.sampled_from(["", "1", "2"]),
        link=st.sampled_from(["", "https://example.com/a", "https://example.com/b"]),
        title=st.sampled_from(["", "A", "B"]),
    ),
    max_size=12,
)


def ids(*entries: Entry, source: str = "Wire") -> list[str]:
    """The ids that the entries get."""
    return [one.id for one in identify_entries(entries, source)]


def test_an_entry_keeps_its_id_when_its_title_changes() -> None:
    """A guid, or else a link, is the entry; its words are not."""
    by_guid = ids(Entry(guid="7", title="A")) == ids(Entry(guid="7", title="B", link="http://x.y/"))
    by_link = ids(Entry(link="http://x.y/", title="A")) == ids(Entry(link="http://x.y/", title="B"))

    assert (by_guid, by_link) == (True, True)


def test_entries_without_guid_and_link_are_told_apart_by_title_and_date() -> None:
    """Two of a title on two days are two; without a title the text stands for it."""
    found = ids(
        Entry(title="Notes", published="Mon"),
        Entry(title="Notes", published="Tue"),
        Entry(body=Markup(value="one")),
        Entry(body=Markup(value="two")),
    )

    assert len(set(found)) == 4


def test_a_repeated_guid_is_left_out_only_with_the_same_address() -> None:
    """Feeds repeat an entry, and they also give one guid to everything."""
    same = ids(
        Entry(guid="1", link="http://a.b/"), Entry(guid="1", link="http://a.b/?utm_source=x")
    )
    different = ids(Entry(guid="1", link="http://a.b/1"), Entry(guid="1", link="http://a.b/2"))

    assert (len(same), len(set(different))) == (1, 2)


def test_a_link_without_guid_that_two_titles_share_is_two_articles() -> None:
    """Sample feeds and notice boards link everything to one page; a true repetition is one."""
    found = list(
        identify_entries(
            [
                Entry(link="http://x.y/", title="Bakery"),
                Entry(link="http://x.y/", title="Florist"),
                Entry(link="http://x.y/", title=" bakery "),
                Entry(link="http://x.y/other", title="Florist"),
            ],
            "Wire",
        )
    )

    assert [one.entry.title for one in found] == ["Bakery", "Florist", "Florist"]
    assert len({one.id for one in found}) == 3
    assert [bool(one.mark) for one in found] == [True, True, False]


def test_a_guid_is_the_entry_whatever_else_it_shares() -> None:
    """Only where there is none the title has a say."""
    found = ids(
        Entry(guid="1", link="http://x.y/", title="A"),
        Entry(guid="1", link="http://x.y/", title="B"),
    )

    assert len(found) == 1


def test_the_same_guid_in_two_sources_is_two_articles() -> None:
    """An id says nothing across sources."""
    assert ids(Entry(guid="1"), source="Wire") != ids(Entry(guid="1"), source="Press")


def test_a_lone_surrogate_in_a_guid_is_no_accident() -> None:
    """JSON can carry one; the entry gets an id all the same."""
    assert len(ids(Entry(guid="\ud800"))[0]) == 12


@given(ENTRIES)
def test_ids_never_repeat_within_a_source(entries: list[Entry]) -> None:
    """Whatever a feed repeats, no two articles of it share an id."""
    found = ids(*entries)

    assert len(found) == len(set(found))
