"""[newsletter] layout: which there are, and whose colours and fonts count."""

from dataclasses import replace
from pathlib import Path

import pytest

from digest.config import load_newsletter, parse_newsletter
from digest.config.layouts import list_layouts
from digest.errors import ConfigError, UsageError
from digest.model.presentation import Theme

MINE = '[newsletter]\ntitle = "W"\nlayout = "mine"\n'
GREEN = 'about = "Green."\n[theme]\naccent = "#0b6b5b"\nink = "#202020"\n'


def newsletter_in(folder: Path, settings: str, **themes: str) -> Path:
    """A newsletter with layouts of its own, each by its theme.toml; "" makes only the folder."""
    (folder / "newsletter.toml").write_text(settings)
    for name, text in themes.items():
        place = folder / "templates" / "layouts" / name
        place.mkdir(parents=True)
        if text:
            (place / "theme.toml").write_text(text)
    return folder


def problem(folder: Path) -> str:
    """What is said of the settings."""
    with pytest.raises(ConfigError) as caught:
        load_newsletter(folder)
    return str(caught.value)


def test_every_layout_is_listed_with_what_it_is_like(tmp_path: Path) -> None:
    """The base first, then the others of the stock, then the newsletter's."""
    layouts = list_layouts(
        newsletter_in(tmp_path, MINE, mine=GREEN, bare="", wire=GREEN) / "templates"
    )
    assert [(one.name, one.place) for one in layouts] == [
        ("magazine", "stock"),
        ("brief", "stock"),
        ("wire", "templates/layouts/wire"),
        ("bare", "templates/layouts/bare"),
        ("mine", "templates/layouts/mine"),
    ]
    about = {one.name: one.about for one in layouts}
    assert (about["mine"], about["wire"], about["bare"]) == ("Green.", "Green.", "")
    assert all(30 < len(one.about) < 70 for one in list_layouts(None))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("wyre", "is none of the layouts magazine, brief, wire and mine; did you mean wire?"),
        ("mime", "is none of the layouts magazine, brief, wire and mine; did you mean mine?"),
        ("xyzzyq", "is none of the layouts magazine, brief, wire and mine"),
    ],
)
def test_an_unknown_layout_is_told_with_those_there_are(
    tmp_path: Path, name: str, said: str
) -> None:
    """On its line, among the other problems; as an option, without one."""
    settings = f'[newsletter]\ntitle = ""\nlayout = "{name}"\n'
    folder = newsletter_in(tmp_path, settings, mine=GREEN)
    lines = problem(folder).splitlines()
    assert len(lines) == 3
    assert lines[2].endswith(f"newsletter.toml:3: newsletter.layout = '{name}' {said}")
    with pytest.raises(UsageError) as caught:
        load_newsletter(newsletter_in(tmp_path, '[newsletter]\ntitle = "W"\n'), layout=name)
    assert str(caught.value) == f"--layout {name} {said}"


@pytest.mark.parametrize("name", ["../mine", "mine/../mine", "/tmp", "Mine", "", ".", "mine/"])
def test_a_layout_is_a_name_and_no_path(tmp_path: Path, name: str) -> None:
    """It never leads out of the folder."""
    folder = newsletter_in(tmp_path, MINE.replace("mine", name), mine=GREEN, Mine=GREEN)
    assert f"newsletter.toml:3: newsletter.layout = '{name}'" in problem(folder)


def test_what_is_written_wins_over_the_layout_and_that_over_the_stock(tmp_path: Path) -> None:
    """Key by key."""
    written = MINE + '[theme]\nink = "#111111"\n'
    theme = load_newsletter(newsletter_in(tmp_path, written, mine=GREEN)).theme
    assert (theme.ink, theme.accent, theme.rule) == ("#111111", "#0b6b5b", Theme().rule)


def test_an_accent_of_the_layout_has_its_partners(tmp_path: Path) -> None:
    """The same as if the editor had written it; none of them is the stock's."""
    theme = load_newsletter(newsletter_in(tmp_path, MINE, mine=GREEN)).theme
    as_written = parse_newsletter('[newsletter]\ntitle = "W"\n[theme]\naccent = "#0b6b5b"\n').theme
    assert replace(theme, ink=as_written.ink) == as_written
    assert theme.dark_accent != Theme().dark_accent


@pytest.mark.parametrize(
    ("accent", "partners"),
    [
        ('accent = "#ffd400"', ("#ffd400", "#16191d", "#ffd400", "#16191d")),
        ('dark_accent = "#0000ff"', ("#0b6b5b", "#eeeeee", "#0000ff", "#ffffff")),
        (
            'accent = "#ffd400"\ndark_accent = "#0000ff"\naccent_text = "#000000"',
            ("#ffd400", "#000000", "#0000ff", "#ffffff"),
        ),
    ],
)
def test_no_partner_of_the_layouts_accent_stays_beside_another_accent(
    tmp_path: Path, accent: str, partners: tuple[str, ...]
) -> None:
    """What the layout says goes with its accent, the editor's accents bring their own."""
    layout = (
        f'{GREEN}accent_text = "#eeeeee"\ndark_accent = "#aaffee"\ndark_accent_text = "#222222"'
    )
    theme = load_newsletter(
        newsletter_in(tmp_path, f"{MINE}[theme]\n{accent}\n", mine=layout)
    ).theme
    found = theme.accent, theme.accent_text, theme.dark_accent, theme.dark_accent_text
    assert found == partners


def test_a_tried_layout_brings_its_theme(tmp_path: Path) -> None:
    """And the settings' own [theme] still counts more."""
    settings = MINE + '[theme]\nink = "#111111"\n'
    folder = newsletter_in(tmp_path, settings, mine=GREEN)
    tried = load_newsletter(folder, layout="wire")
    assert tried.newsletter.layout == "wire"
    assert (tried.theme.accent, tried.theme.ink) == ("#b3261e", "#111111")
    assert load_newsletter(folder).newsletter.layout == "mine"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[theme]\naccent = "red"\n', "theme.toml:2: theme.accent = 'red' is no color"),
        ('\n[theme]\nacent = "#ffffff"\n', "theme.toml:3: theme.acent is not a key here; did you"),
        ('abuot = "x"\n', "theme.toml:1: abuot is not a key here; did you mean about?"),
        ("theme = 3\n", "theme.toml:1: theme = 3"),
        ("[theme\n", "theme.toml: is not valid TOML"),
    ],
)
def test_a_mistake_in_theme_toml_is_told_with_that_file(
    tmp_path: Path, text: str, said: str
) -> None:
    """And its line; nothing is wrong with newsletter.toml."""
    folder = newsletter_in(tmp_path, MINE, mine=text)
    told = problem(folder)
    assert str(folder / "templates" / "layouts" / "mine" / "theme.toml") in told
    assert said in told


def test_a_mistake_in_a_layout_that_is_not_used_stops_nothing(tmp_path: Path) -> None:
    """Until it is."""
    folder = newsletter_in(tmp_path, '[newsletter]\ntitle = "W"\n', mine="[theme\n")
    assert load_newsletter(folder).theme == Theme()
