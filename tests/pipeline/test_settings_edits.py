"""A form over the settings: what was filled in is written, and what others wrote stays."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.config import load_newsletter, parse_newsletter
from digest.config.file_changes import SetKey, change_text
from digest.errors import ConfigError
from digest.pipeline.settings_edits import plan_settings, problem_sentences, write_settings
from digest.pipeline.settings_form import (
    FilledForm,
    field_conflicts,
    form_changes,
    form_fields,
)

SETTINGS = """\
# Mine.
[newsletter]
title = "Weekly"  # the name

[subscribe]
url = "https://n.example/sign-up"

[[sections]]
id = "one"
heading = "One"

[[sections]]
id = "two"
heading = "Two"
items = 3

[[sections]]
id = "three"
heading = "Three"
"""


def folder_with(folder: Path, text: str = SETTINGS) -> Path:
    """A newsletter of these settings."""
    (folder / "newsletter.toml").write_bytes(text.encode())
    return folder


def filled(text: str = SETTINGS, new: dict[str, str] | None = None, **wanted: str) -> FilledForm:
    """A form over `text`, filled in; __ stands for a dot."""
    shown = form_fields(parse_newsletter(text))
    own = {name.replace("__", "."): value for name, value in wanted.items()}
    return FilledForm(shown=shown, wanted={**shown, **own}, new=new or {})


def written(form: FilledForm, text: str = SETTINGS) -> str:
    """The file after the form."""
    return change_text(text, form_changes(parse_newsletter(text), form), "newsletter.toml")


def test_an_untouched_form_changes_nothing() -> None:
    """Not even a key that has its default."""
    assert form_changes(parse_newsletter(SETTINGS), filled()) == ()


def test_what_was_filled_in_is_written_where_it_stands() -> None:
    """A number is a number, a time a time, lines of a browser end as the file's do."""
    form = filled(
        newsletter__title="The Daily",
        schedule__at="08:30",
        sections__two__items="5",
        sections__one__match="a OR\r\nb",
        subscribe__heading="Come in",
    )
    after = written(form)
    assert 'title = "The Daily"  # the name\n' in after
    assert "[schedule]\nat = 08:30:00\n" in after
    assert 'heading = "Two"\nitems = 5\n' in after
    assert 'heading = "One"\nmatch = """\na OR\nb"""\n' in after
    assert 'sign-up"\nheading = "Come in"\n' in after
    assert form_fields(parse_newsletter(after))["sections.one.match"] == "a OR\nb"


@given(order=st.permutations(["one", "two", "three"]))
def test_sections_come_in_the_order_that_was_asked_for(order: list[str]) -> None:
    """All their lines are still there."""
    after = written(filled(sections=" ".join(order)))
    assert [section.id for section in parse_newsletter(after).sections] == order
    assert sorted(after.splitlines()) == sorted(SETTINGS.splitlines())


def test_sections_that_the_form_does_not_know_stay() -> None:
    """Somebody has added one and taken one away since."""
    form = filled(sections="three one two", sections__one__heading="First")
    changed = SETTINGS.replace('id = "two"', 'id = "new"')
    after = written(form, changed)
    assert [(one.id, one.heading) for one in parse_newsletter(after).sections] == [
        ("three", "Three"),
        ("one", "First"),
        ("new", "Two"),
    ]


@pytest.mark.parametrize(
    ("heading", "id_"),
    [
        ("World & Trade", "world-trade"),
        ("Two", "two-2"),
        ("Україна", "section"),
        ("7 days", "days"),
    ],
)
def test_a_new_section_gets_an_id_of_its_heading(heading: str, id_: str) -> None:
    """One that is free; an empty field has no line."""
    new = {"heading": heading, "match": "", "items": "4", "style": "cards"}
    after = written(filled(new=new))
    assert after == (
        f'{SETTINGS}\n[[sections]]\nid = "{id_}"\nheading = "{heading}"\n'
        'items = 4\nstyle = "cards"\n'
    )


def test_only_what_both_changed_is_a_conflict() -> None:
    """What one side changed alone is kept; the same on both sides is no matter."""
    form = filled(newsletter__title="Mine", newsletter__tagline="same", sections__one__items="9")
    theirs = change_text(
        SETTINGS,
        [
            SetKey(("newsletter",), "title", "Theirs"),
            SetKey(("newsletter",), "tagline", "same"),
            SetKey(("newsletter",), "url", "https://theirs.example"),
        ],
        "newsletter.toml",
    )
    (conflict,) = field_conflicts(parse_newsletter(theirs), form)
    assert (conflict.name, conflict.yours, conflict.present) == (
        "newsletter.title",
        "Mine",
        "Theirs",
    )
    after = form_fields(parse_newsletter(written(form, theirs)))
    assert after["newsletter.url"] == "https://theirs.example"
    assert after["sections.one.items"] == "9"


def test_problems_come_back_as_sentences_and_the_file_stays(tmp_path: Path) -> None:
    """All at once, without the line of a file that nobody has."""
    folder = folder_with(tmp_path)
    form = filled(newsletter__title=" ", schedule__at="7am", sections__two__items="many")
    with pytest.raises(ConfigError) as refused:
        write_settings(folder, lambda newsletter: form_changes(newsletter, form))
    assert [sentence.split(" = ")[0] for sentence in problem_sentences(refused.value)] == [
        "newsletter.title",
        "sections[1].items",
        "schedule.at",
    ]
    assert (folder / "newsletter.toml").read_text() == SETTINGS


def test_what_is_planned_is_what_is_written(tmp_path: Path) -> None:
    """Planning writes nothing; both say how much of the file changes."""
    folder = folder_with(tmp_path, "\ufeff" + SETTINGS.replace("\n", "\r\n"))
    before = (folder / "newsletter.toml").read_bytes()

    def choose(_: object) -> tuple[SetKey, ...]:
        return (SetKey(("newsletter",), "title", "V"), SetKey(("sections", 1), "items", 4))

    planned = plan_settings(folder, choose)
    assert (folder / "newsletter.toml").read_bytes() == before
    assert planned.sentence == "newsletter.toml, 2 lines; your comments stay"
    done = write_settings(folder, choose)
    after = (folder / "newsletter.toml").read_bytes()
    assert after == done.after.encode() == planned.after.encode()
    assert after == before.replace(b'"Weekly"', b'"V"').replace(b"items = 3", b"items = 4")
    assert load_newsletter(folder) == done.newsletter
    assert write_settings(folder, choose).sentence == "newsletter.toml stays as it is."


def test_a_save_between_reading_and_writing_is_not_lost(tmp_path: Path) -> None:
    """The file is read again, and has both changes in the end."""
    folder = folder_with(tmp_path)
    path = folder / "newsletter.toml"
    calls = 0

    def choose(_: object) -> tuple[SetKey, ...]:
        nonlocal calls
        calls += 1
        if calls == 1:
            path.write_text(SETTINGS.replace('"Three"', '"Third"'))
        return (SetKey(("newsletter",), "title", "V"),)

    write_settings(folder, choose)
    assert calls == 2
    assert path.read_text() == SETTINGS.replace('"Three"', '"Third"').replace("Weekly", "V")
