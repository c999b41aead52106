"""newsletter.toml: what it may say, and how its mistakes are told."""

from datetime import time
from pathlib import Path

import pytest

from digest.config import load_newsletter, parse_newsletter
from digest.config.settings import Source
from digest.delivery.message import read_recipient
from digest.errors import ConfigError
from digest.model.presentation import Theme

SMALLEST = '[newsletter]\ntitle = "Weekly"\n'


def problems(text: str) -> list[str]:
    """The lines of the error that `text` causes."""
    with pytest.raises(ConfigError) as caught:
        parse_newsletter(text)
    return [line.strip() for line in str(caught.value).splitlines()]


def test_a_title_is_enough() -> None:
    """Everything but the title has a default."""
    newsletter = parse_newsletter(SMALLEST)
    assert newsletter.newsletter.title == "Weekly"
    assert newsletter.schedule.at == time(7)
    assert newsletter.sources == ()


def test_every_problem_is_told_at_once() -> None:
    """Three mistakes make three lines, in the order of the file."""
    text = (
        '[newsletter]\ntitle = "W"\ntimezone = "Mars/Olympus"\n[schedule]\nevery = "wek"\n[leed]\n'
    )
    told = problems(text)
    assert told[0] == "newsletter.toml has 3 problems:"
    assert [line.split(":")[1] for line in told[1:]] == ["3", "5", "6"]


def test_an_unknown_key_names_the_nearest_valid_one() -> None:
    """A slip of the finger is answered with the key that was meant."""
    told = problems(SMALLEST + '[[sources]]\nurl = "https://a.example/f"\nweigth = 2\n')
    assert told[1] == "newsletter.toml:5: sources[0].weigth is not a key here; did you mean weight?"


def test_an_unknown_table_far_from_any_lists_the_valid_ones() -> None:
    """Where nothing is near, all are named."""
    assert "valid keys are" in problems(SMALLEST + "[xyzzyq]\n")[1]


def test_a_problem_in_the_second_source_is_found_on_its_line() -> None:
    """The line is that of the key, not of the first table of that name."""
    text = SMALLEST + '[[sources]]\npath = "a"\n\n[[sources]]\nname = "x"\nurl = "ftp://b"\n'
    assert problems(text)[1].startswith(
        "newsletter.toml:8: sources[1].url = 'ftp://b' is not a web"
    )


def test_a_source_needs_one_place() -> None:
    """Neither url nor path, or both, is a mistake."""
    assert (
        "sources[0] needs either url or path" in problems(SMALLEST + '[[sources]]\nname = "x"\n')[1]
    )


def test_a_missing_title_is_told() -> None:
    """The only key without a default is asked for."""
    assert "newsletter.title is missing" in problems("[newsletter]\n")[1]


def test_two_sections_of_one_id_are_a_mistake() -> None:
    """An id names one section."""
    section = '[[sections]]\nid = "a"\nheading = "A"\n'
    told = problems(SMALLEST + section + section)[1]
    assert told == (
        "newsletter.toml:7: sections[1].id = 'a' is the id of sections[0], too; give each its own"
    )


def test_broken_toml_says_where() -> None:
    """The parser's own line and column are in the message."""
    assert "line 2" in problems("[newsletter]\ntitle = \n")[0]


def test_a_folder_without_a_newsletter_says_what_to_do(tmp_path: Path) -> None:
    """The message names init and -C."""
    with pytest.raises(ConfigError, match="digest init"):
        load_newsletter(tmp_path)


def test_a_secret_in_an_address_needs_a_whole_name() -> None:
    """Half of one would be asked as it stands."""
    source = '[[sources]]\nurl = "https://a.example/?key=${{{}"\n'
    assert parse_newsletter(SMALLEST + source.format("FEED_KEY}")).sources[0].label == "a.example"
    for broken in ("FEED_KEY", "}", "1KEY}"):
        told = problems(SMALLEST + source.format(broken))
        assert "url holds ${ without a name; write it like ${FEED_KEY}" in told[-1]


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    """Windows editors put one there."""
    (tmp_path / "newsletter.toml").write_bytes(b"\xef\xbb\xbf" + SMALLEST.encode())
    assert load_newsletter(tmp_path).newsletter.title == "Weekly"


def test_a_file_that_is_no_utf_8_is_a_clear_error(tmp_path: Path) -> None:
    """Latin-1 bytes are not guessed at."""
    (tmp_path / "newsletter.toml").write_bytes('[newsletter]\ntitle = "Café"\n'.encode("latin-1"))
    with pytest.raises(ConfigError, match="cannot be read"):
        load_newsletter(tmp_path)


@pytest.mark.parametrize(
    ("table", "line", "told"),
    [
        ("theme", 'accent = "red"', "theme.accent = 'red' is no color"),
        ("theme", 'dark_ink = "#12345"', "theme.dark_ink = '#12345' is no color"),
        ("theme", 'rule = "#1234567"', "theme.rule = '#1234567' is no color"),
        ("theme", 'serif = "x; color: red"', "theme.serif = 'x; color: red' is no list of fonts"),
        ("theme", 'sans = "</style>"', "theme.sans = '</style>' is no list of fonts"),
        ("theme", 'sans = ""', "theme.sans = '' is no list of fonts"),
        ("mail", 'sender = "nobody"', "mail.sender = 'nobody' is not one mail address"),
        ("mail", 'sender = "a@x.example, b@x.example"', "is not one mail address"),
        ("mail", 'sender = "Desk, The <a@x.example>"', "is not one mail address"),
        ("mail", 'reply_to = "Desk <a@x@y>"', "mail.reply_to = 'Desk <a@x@y>' is not one mail"),
        ("mail", 'sender = "a@x.example (Desk)"', "is not one mail address"),
        ("review", 'notify = ["a@x.example (Desk)"]', "is not one mail address"),
        ("sending", 'to = "a@x.example (List)"', "is not one mail address; write it like Desk <"),
        ("sending", 'to = "List: a@x.example;"', "is not one mail address"),
        ("sending", 'to = "\\u0007List <a@x.example>"', "is not one mail address"),
        ("notices", 'mail = ["a@x.example (Desk)"]', "is not one mail address"),
        ("mail", 'list_id = "Watch <w.example>"', "mail.list_id = 'Watch <w.example>' is no List"),
        ("mail", 'list_id = "w example"', "mail.list_id = 'w example' is no List-Id"),
        ("colophon", 'unsubscribe_url = "https://x.example/a b"', "is not a web address"),
        ("colophon", 'unsubscribe_url = "https://x.example/a\\u0007b"', "is not a web address"),
        ("colophon", 'unsubscribe_url = "https://x.example:99999/"', "is not a web address"),
        ("colophon", 'unsubscribe_url = "https://?x"', "is not a web address"),
        ("social", 'X = "mail me: https://x.example"', "social.X = "),
        (
            "archive",
            'url = "https://x.example/?a=1"',
            "archive.url = 'https://x.example/?a=1' takes",
        ),
        ("archive", 'url = "https://x.example/#top"', "takes no ? and no #"),
        ("archive", 'storage = "s3://bucket/weekly"', "is an address; name a folder"),
    ],
)
def test_what_would_break_later_is_told_at_once(table: str, line: str, told: str) -> None:
    """By its dotted path and its line, with the value that was found."""
    found = problems(f"{SMALLEST}[{table}]\n{line}\n")
    assert found[0] == "newsletter.toml has a problem:"
    assert found[1].startswith("newsletter.toml:4: ")
    assert told in found[1]


def test_every_bad_color_is_told() -> None:
    """Each on the line where it stands, and nothing else of the theme."""
    told = problems(SMALLEST + '[theme]\naccent = "red"\nink = "#111111"\nrule = "blue"\n')
    assert [line.split(":")[1] for line in told[1:]] == ["4", "6"]


@pytest.mark.parametrize(
    "line", ["a@x.example", "<a@x.example>", "Lists  all <a@x.example>", ' "A, B" <a@x.example> ']
)
def test_an_address_that_is_taken_can_be_sent_to(line: str) -> None:
    """Blanks too many are left out: sending takes none."""
    newsletter = parse_newsletter(f"{SMALLEST}[sending]\nto = '{line}'\n")
    assert read_recipient(newsletter.sending.to).address == "a@x.example"


def test_what_is_well_written_is_taken() -> None:
    """The forms that the messages propose, and colors in capitals."""
    newsletter = parse_newsletter(
        SMALLEST + '[theme]\naccent = "#AABBCC"\nserif = "Georgia, \'Times New Roman\', serif"\n'
        '[mail]\nsender = "Desk <desk@x.example>"\nreply_to = "a@x.example"\n'
        'list_id = "weekly.x.example"\n'
        '[archive]\nurl = "https://x.example/issues"\n[social]\nM = "https://m.example/@weekly"\n'
    )
    assert newsletter.theme.accent == "#AABBCC"
    assert newsletter.theme.ink == Theme().ink
    assert newsletter.mail.sender == "Desk <desk@x.example>"


@pytest.mark.parametrize("zone", ["a" * 300, "Europe", "../etc/passwd", "Europe/Berl\\u0000in"])
def test_no_zone_is_worse_than_a_problem(zone: str) -> None:
    """Too long for a file, a folder, a way out, and a control character."""
    assert "is not a time zone" in problems(f'{SMALLEST}timezone = "{zone}"\n')[1]


def test_sources_may_share_an_address_but_not_a_name() -> None:
    """Each has its own settings; by its name it is told from the other."""
    one = '[[sources]]\nurl = "https://me:secret@a.example/f"\nname = "{}"\n'
    shared = parse_newsletter(SMALLEST + one.format("A") + one.format("B"))
    assert [source.label for source in shared.sources] == ["A", "B"]
    told = problems(SMALLEST + one.format("A") + one.format("A"))[1]
    assert "newsletter.toml:8: sources[1].name = 'A' is the name of sources[0], too" in told


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 5000, "[" * 100_000, "9999-99-99"])
def test_a_file_that_no_parser_can_bear_is_a_clear_error(value: str) -> None:
    """A number without end, brackets without end, a date that is none."""
    assert problems(f"{SMALLEST}first_number = {value}\n")[0].startswith("newsletter.toml: ")


@pytest.mark.parametrize("key", ["url", "tagline = 1\nlanguage"])
def test_a_long_value_is_told_in_short(key: str) -> None:
    """What is shown of it fits a line or so."""
    told = problems(f'{SMALLEST}{key} = "{"x" * 6000}"\n')
    assert max(map(len, told)) < 250
    assert any("xxx" in line for line in told)


def test_a_long_key_is_told_in_short() -> None:
    """Neither does it fill the screen."""
    assert len(problems(f"{SMALLEST}{'x' * 6000} = 1\n")[1]) < 400


def test_a_password_in_an_address_is_never_told() -> None:
    """Neither in the name that is made of the address, nor where it is shown, nor in problems."""
    source = Source(url="https://me:se@cret@www.a.example/feed")
    assert (source.label, source.shown_place) == ("a.example", "https://…@www.a.example/feed")
    for url in ("https://me:se/cret@a.example/f", "https://me:secret@a.example/f g"):
        assert "cret" not in problems(f'{SMALLEST}[[sources]]\nurl = "{url}"\n')[1]


def test_tables_in_tables_without_end_are_a_problem() -> None:
    """Neither reading nor telling of them ends the program."""
    told = problems(f"[newsletter]\ntitle{'.a' * 5000} = 1\n")[-1]
    # How deep it can be read depends on the Python.
    assert "newsletter.title = {'a': " in told or told.endswith("nested too deeply")


def test_a_sources_section_is_one_of_the_newsletters() -> None:
    """A slip of the finger would send its articles nowhere."""
    source = '[[sources]]\npath = "a"\nsection = "{}"\n'
    sections = '[[sections]]\nid = "world"\nheading = "World"\n'
    assert parse_newsletter(SMALLEST + source.format("world") + sections).sources[0].section
    told = problems(SMALLEST + source.format("wrld") + sections)[1]
    assert "sources[0].section = 'wrld' is the id of no section; did you mean world?" in told


def test_two_sources_of_one_host_are_told_where_they_stand() -> None:
    """Neither has a name; every such mistake of the file is told, each on its line."""
    feed = '[[sources]]\nurl = "https://me:secret@a.example/{}"\nsection = "x"\n'
    told = problems(SMALLEST + feed.format(1) + feed.format(2))
    assert [line.split(":")[1] for line in told[1:]] == ["5", "7", "8"]
    assert "gives it the name a.example, which sources[0] has" in told[2]
    assert "secret" not in "".join(told)


@pytest.mark.parametrize("written", ['"7am"', '"7:00"', "7", "25200", "true", "2024-08-09"])
def test_a_time_of_day_is_told_how_it_is_written(written: str) -> None:
    """Whatever else an editor may write."""
    told = problems(f"{SMALLEST}[schedule]\nat = {written}\n")[1]
    assert told.startswith("newsletter.toml:4: schedule.at = ")
    assert 'is no time of day; write it like 07:00:00 or "07:00"' in told


def test_a_time_of_day_may_be_a_text() -> None:
    """TOML's own form wants the seconds."""
    assert parse_newsletter(f'{SMALLEST}[schedule]\nat = "06:30"\n').schedule.at == time(6, 30)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('date = "last week"', "5: earlier.issues[0].date = 'last week' is no date; write it like"),
        ("date = 20240726", "5: earlier.issues[0].date = 20240726 is no date"),
        ("date = 2024-07-26T07:00:00", "is no date; write it like 2024-07-26"),
        ('title = ""', "earlier.issues[0].title = ''"),
        ('url = "issues/4"', "earlier.issues[0].url = 'issues/4' is not a web address"),
        ('number = "four"', "earlier.issues[0].number = 'four'"),
        ('titel = "x"', "earlier.issues[0].titel is not a key here; did you mean title?"),
    ],
)
def test_an_issue_made_elsewhere_is_told_what_it_lacks(line: str, told: str) -> None:
    """By its line, as every other mistake."""
    rest = {"title": '"A"', "date": "2024-07-19", "url": '"https://x.example/4"'}
    rest.pop(line.partition(" ")[0], None)
    lines = [line, *(f"{key} = {value}" for key, value in rest.items())]
    found = problems(f"{SMALLEST}[[earlier.issues]]\n\n" + "\n".join(lines))
    assert told in found[1]


def test_two_issues_of_one_day_are_a_mistake() -> None:
    """Which of them is meant nobody could say."""
    one = '[[earlier.issues]]\ntitle = "A"\ndate = 2024-07-19\nurl = "https://x.example/4"\n'
    told = problems(SMALLEST + one + one)[1]
    assert told.startswith("newsletter.toml:9: earlier.issues[1].date = ")
    assert "is the date of earlier.issues[0], too" in told
