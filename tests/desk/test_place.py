"""Where the editor is on the desk, read from an address and written into links."""

from urllib.parse import parse_qsl, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from digest.desk.place import Place, read_place


def test_a_link_names_only_what_differs_from_the_plain_desk() -> None:
    """The rest is the desk as it opens."""
    assert Place().link() == "/"
    assert Place(story="a1", colours="dark").link(story="b2") == "/?story=b2&colours=dark"


def test_a_room_is_reached_with_the_same_place() -> None:
    """So that Esc ends where it began."""
    assert Place(story="a1").link("/history") == "/history?story=a1"


def test_what_nobody_knows_is_left_out() -> None:
    """An address is somebody else's until it is read."""
    assert read_place({"colours": "puce", "open": "sesame", "other": "x"}) == Place()


@given(st.dictionaries(st.sampled_from(["story", "q", "source", "day"]), st.text(max_size=60)))
def test_a_place_survives_its_address(query: dict[str, str]) -> None:
    """Whatever is searched for or selected."""
    place = read_place(query)
    again = read_place(dict(parse_qsl(urlsplit(place.link()).query)))
    assert again == place
