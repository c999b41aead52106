"""Slots: newsletter.toml says what they are, the page what they say this time."""

import pytest
from draft.editors import Editor
from draft.weeks import DAY, NEWSLETTER, USUAL, page_of

from digest.config import parse_newsletter
from digest.config.settings import Newsletter
from digest.draft import fresh_page, merge_page, read_draft
from digest.draft.json_view import list_stories
from digest.errors import ConfigError, DraftError
from digest.model.drafts import DraftSlot

NOTE: dict[str, object] = {"id": "note", "heading": "From the quay"}
DINNER: dict[str, object] = {
    "id": "dinner",
    "kind": "event",
    "place": "reading",
    "text": "Eel pie [at seven](https://quay.example/7).",
    "url": "https://quay.example/dinner",
    "until": "2024-08-30",
    "show": False,
}
TABLES = """\
[slots.note]
#: note, under the masthead
#: newsletter.toml has no words for it
#: a line here wins over newsletter.toml, in this issue only: heading, text, button,
#: url = "…"; until = 2024-08-30; show = false leaves it out

[slots.dinner]
#: event, before the section "reading", until 2024-08-30; not printed, unless you write show = true
#: newsletter.toml says “Eel pie at seven.”
#: a line here wins over newsletter.toml, in this issue only: heading, text, button,
#: url = "…"; until = 2024-08-30; show = false leaves it out

[[story]]
"""


def with_slots(*slots: dict[str, object]) -> Newsletter:
    """The usual newsletter with these slots."""
    table = NEWSLETTER.model_dump(exclude_defaults=True)
    return Newsletter.model_validate({**table, "slots": slots})


BOTH = with_slots(NOTE, DINNER)


@pytest.fixture
def page() -> Editor:
    """A fresh page of a newsletter with two slots."""
    return Editor(fresh_page(USUAL, BOTH, date=DAY))


def written(page: Editor, table: str, *lines: str) -> str:
    """The page with `lines` under the header of `table`."""
    return page.text.replace(f"[{table}]\n", "\n".join([f"[{table}]", *lines, ""]))


def slots(text: str, newsletter: Newsletter = BOTH) -> dict[str, DraftSlot]:
    """The slots of the draft that the page makes."""
    return {one.id: one for one in read_draft(page_of(text, newsletter)).slots}


def test_a_fresh_page_has_a_table_for_every_slot(page: Editor) -> None:
    """Before the stories, with what newsletter.toml says; nothing in it counts as an edit."""
    assert TABLES in page.text
    assert not page_of(page.text, BOTH).edited
    found = slots(page.text)
    assert (found["note"].heading, found["note"].text, found["note"].place) == (
        "From the quay",
        "",
        "top",
    )
    assert (found["dinner"].text, found["dinner"].show) == (DINNER["text"], False)


def test_the_pages_words_win(page: Editor) -> None:
    """Each line for itself; what is not written stays as it is in newsletter.toml."""
    text = written(
        page,
        "slots.dinner",
        'text = """\nEel pie\nat eight.\n\nBring a guest.\n"""',
        'button = ""',
        "until = 2024-09-01",
        "show = true",
    )
    dinner = slots(text)["dinner"]
    assert dinner.text == "Eel pie at eight.\n\nBring a guest."
    assert (dinner.button, dinner.url) == ("", DINNER["url"])
    assert (str(dinner.until), dinner.show) == ("2024-09-01", True)


def test_a_merge_keeps_the_editors_lines_and_renews_the_remarks(page: Editor) -> None:
    """A second one changes nothing."""
    text = written(page, "slots.note", 'text = "The river rose."  # Ines')
    changed = with_slots({**NOTE, "text": "Usual words"}, DINNER)
    merged = merge_page(page_of(text, changed), USUAL).text
    assert 'text = "The river rose."  # Ines\n' in merged
    assert "#: newsletter.toml says “Usual words”\n" in merged
    assert "#: newsletter.toml has no words for it\n" not in merged
    assert merge_page(page_of(merged, changed), USUAL).text == merged


def test_a_merge_adds_the_table_of_a_new_slot() -> None:
    """Before the stories of a page that was edited before there was one."""
    page = Editor(fresh_page(USUAL, with_slots(NOTE), date=DAY))
    page.write("berlin", "headline", '"Berlin"')
    merged = merge_page(page_of(page.text, BOTH), USUAL).text
    assert TABLES in merged
    assert merge_page(page_of(merged, BOTH), USUAL).text == merged


def test_a_slot_that_newsletter_toml_lost_stops_nothing(page: Editor) -> None:
    """What the editor wrote stays and is told; an empty table goes."""
    text = written(page, "slots.note", 'text = "The river rose."')
    left = with_slots({"id": "notes"})
    draft = read_draft(page_of(text, left))
    line = text.splitlines().index("[slots.note]") + 1
    assert draft.remarks == (
        f"Line {line} of the page: newsletter.toml has no slot “note”; "
        'did you mean "notes"? Until you mend it, it is not printed.',
    )
    assert [one.id for one in draft.slots] == ["notes"]
    merged = merge_page(page_of(text, left), USUAL).text
    assert (
        "[slots.note]\n"
        '#: not printed: newsletter.toml has no slot “note”; did you mean "notes"?\n'
        'text = "The river rose."\n'
    ) in merged
    assert "[slots.dinner]" not in merged
    assert merge_page(page_of(merged, left), USUAL).text == merged


def test_a_newsletter_without_slots_says_so(page: Editor) -> None:
    """There is nothing near."""
    text = written(page, "slots.note", 'text = "The river rose."')
    (remark,) = read_draft(page_of(text, NEWSLETTER)).remarks
    assert "newsletter.toml has no slot “note”; it has none." in remark


def test_an_unclosed_text_ends_at_the_next_slot(page: Editor) -> None:
    """So that one forgotten mark does not swallow the page."""
    text = written(page, "slots.note", 'text = """', "The river rose.")
    with pytest.raises(DraftError, match="the text that begins here has no closing"):
        page_of(text, BOTH)


def test_programs_read_the_slots(page: Editor) -> None:
    """In `draft --json`."""
    text = written(page, "slots.note", 'text = "The river rose."')
    listing = list_stories(read_draft(page_of(text, BOTH)), USUAL)
    assert [(one.id, one.text) for one in listing.slots] == [
        ("note", "The river rose."),
        ("dinner", DINNER["text"]),
    ]


@pytest.mark.parametrize(
    ("slots", "told"),
    [
        ('id = "a"\n[[slots]]\nid = "a"', "slots[1].id = 'a' is the id of slots[0], too"),
        ('id = "a"\nplace = "buttom"', "'buttom' is no place of a slot; the places are: top"),
        ('id = "a"\nplace = "leed"', "'leed' is no place of a slot; did you mean lead?"),
        ('id = "a"\nuntil = "soon"', "is no date; write it like 2024-07-26"),
        ('id = "a"\nkind = "advert"', "slots[0].kind"),
    ],
)
def test_mistakes_of_the_settings_are_told(slots: str, told: str) -> None:
    """With what is meant."""
    with pytest.raises(ConfigError) as refused:
        parse_newsletter(f'[newsletter]\ntitle = "W"\n[[slots]]\n{slots}\n')
    assert told in str(refused.value)
