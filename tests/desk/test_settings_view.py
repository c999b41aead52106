"""The settings room's form: what came back of it, and what is shown again."""

import pytest

from digest.colours import READABLE, Colour, contrast_ratio, parse_colour
from digest.config import parse_newsletter
from digest.desk.views.settings import (
    ACCENTS,
    accept_present,
    describe_accent,
    describe_form,
    read_fields,
    with_accent,
    zone_names,
)
from digest.pipeline.settings_form import ORDER, field_conflicts, form_fields

SETTINGS = '[newsletter]\ntitle = "Weekly"\n' + "".join(
    f'[[sections]]\nid = "{one}"\nheading = "{one.title()}"\n' for one in "abc"
)
NEWSLETTER = parse_newsletter(SETTINGS)
PRESENT = form_fields(NEWSLETTER)


def test_what_has_not_come_back_stands_as_it_is() -> None:
    """A form of which only a field was sent; what nobody knows is left out."""
    form = read_fields(
        {"newsletter.tagline": "News", "was.newsletter.tagline": "", "x": "y"}, PRESENT
    )
    assert form.wanted == {**PRESENT, "newsletter.tagline": "News"}
    assert form.shown == PRESENT


@pytest.mark.parametrize(
    ("button", "order"),
    [
        ({"up": "b"}, "b a c"),
        ({"down": "b"}, "a c b"),
        ({"up": "a"}, "a b c"),
        ({"down": "c"}, "a b c"),
        ({"up": "nobody"}, "a b c"),
        ({"up": "c", ORDER: "b a c"}, "b c a"),
    ],
)
def test_a_button_moves_a_section_in_the_form(button: dict[str, str], order: str) -> None:
    """Within the order that the form has by now."""
    form = read_fields(button, PRESENT)
    assert form.wanted[ORDER] == order
    rows = describe_form(form, button).sections
    assert [row.id for row in rows] == order.split()
    assert (rows[0].is_first, rows[-1].is_last) == (True, True)


@pytest.mark.parametrize("order", ["a old c", "a c old old", "a c"])
def test_a_section_that_the_file_names_otherwise_by_now_stands_last(order: str) -> None:
    """The form was shown with its old name, and is no change by itself."""
    form = read_fields({ORDER: order, f"was.{ORDER}": order}, PRESENT)
    assert form.wanted[ORDER] == form.shown[ORDER] == "a c b"


def test_a_swatch_is_the_accent() -> None:
    """Over what stands in the field."""
    form = read_fields({"swatch": ACCENTS[1], "theme.accent": "#000000"}, PRESENT)
    assert form.wanted["theme.accent"] == ACCENTS[1]


def test_a_layout_brings_its_accent_unless_one_was_written() -> None:
    """What it brings is not the editor's, so that it is not written."""
    theme = parse_newsletter(SETTINGS.replace("[[", 'layout = "wire"\n[[', 1)).theme
    untouched = with_accent(read_fields({"newsletter.layout": "wire"}, PRESENT), theme)
    assert untouched.wanted["theme.accent"] == theme.accent != PRESENT["theme.accent"]
    assert untouched.shown["theme.accent"] == theme.accent
    written = with_accent(read_fields({"swatch": ACCENTS[1]}, PRESENT), theme)
    assert written.wanted["theme.accent"] == ACCENTS[1]


def test_a_conflict_stays_until_one_of_the_two_is_chosen() -> None:
    """Theirs at once; yours by saving once more."""
    theirs = form_fields(parse_newsletter(SETTINGS.replace("Weekly", "Theirs")))
    sent = {"newsletter.title": "Mine", "was.newsletter.title": "Weekly"}
    newsletter = parse_newsletter(SETTINGS.replace("Weekly", "Theirs"))
    form = read_fields(sent, theirs)
    conflicts = field_conflicts(newsletter, form)
    assert [one.name for one in conflicts] == ["newsletter.title"]
    assert field_conflicts(newsletter, accept_present(form, conflicts)) == ()
    taken = read_fields({**sent, "take": "newsletter.title"}, theirs)
    assert field_conflicts(newsletter, taken) == ()
    assert taken.wanted["newsletter.title"] == "Theirs"


def test_a_section_is_open_when_it_was_asked_for() -> None:
    """And stays so while something else is done."""
    for query in ({"edit": "b"}, {"open": "b"}, {"open": "a", "edit": "b"}):
        rows = describe_form(read_fields(query, PRESENT), query).sections
        assert [row.is_open for row in rows] == [False, True, False]
    adds = describe_form(read_fields({"edit": "+"}, PRESENT), {"edit": "+"})
    assert adds.adds


@pytest.mark.parametrize("accent", ACCENTS)
def test_the_accents_that_are_offered_can_be_read(accent: str) -> None:
    """On white, and in the dark what follows from them."""
    theme = parse_newsletter(f'{SETTINGS}[theme]\naccent = "{accent}"\n').theme
    told = describe_accent(theme)
    colour = parse_colour(accent)
    assert told.is_readable
    assert colour is not None
    assert contrast_ratio(colour, Colour(255, 255, 255)) >= READABLE


def test_a_ratio_is_never_said_to_be_better_than_it_is() -> None:
    """4.48 is too little, and is not shown as 4.5."""
    told = describe_accent(parse_newsletter(f'{SETTINGS}[theme]\naccent = "#777777"\n').theme)
    assert (told.on_white, told.is_readable) == ("4.4", False)


def test_time_zones_are_those_of_places() -> None:
    """Old names and abbreviations only lengthen the list."""
    assert {"UTC", "Europe/Kyiv", "America/New_York"} <= set(zone_names())
    assert not {"EST", "US/Eastern", "Etc/GMT+1"} & set(zone_names())
