"""The YAML that opens a local piece: taken as written, and its mistakes named by their line."""

import pytest

from digest.sources.entries.values import Unreadable
from digest.sources.local.front_matter import split_front_matter


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("title: 2026-02-02", "title", "2026-02-02"),
        ("title: no", "title", "no"),
        ("title: 12:30", "title", "12:30"),
        ("title: 0x1F", "title", "0x1F"),
        ("title: Kyiv: what now?", "title", "Kyiv: what now?"),
        ("title: It's: here", "title", "It's: here"),
        ("title: Why #MeToo matters", "title", "Why #MeToo matters"),
        ("title: We are #1", "title", "We are #1"),
        ("title: We are  # or were", "title", "We are"),
        ('title: "Kyiv: what now?"', "title", "Kyiv: what now?"),
        ("byline: @ada", "byline", "@ada"),
        ("date: 2024-08-09T04:30:00-04:00", "date", "2024-08-09T04:30:00-04:00"),
        ("date: 2024-08-09 10:00", "date", "2024-08-09 10:00"),
        ("Title: Capital key", "title", "Capital key"),
        ("image-alt: A bridge", "image_alt", "A bridge"),
        ("dek: >\n  two\n  lines", "dek", "two lines"),
        ("title:", "title", ""),
        ("title: ~", "title", ""),
        ("title: 'Ärger'", "title", "Ärger"),
    ],
)
def test_a_value_is_what_is_written(line: str, key: str, value: str) -> None:
    """No date, boolean or number is made of it, and a headline may have a colon."""
    settings, rest = split_front_matter(f"---\n{line}\n---\nText")

    assert (settings[key], rest) == (value, "Text")


def test_categories_are_a_list_or_words_between_commas() -> None:
    """Both ways are in use."""
    listed, _ = split_front_matter("---\ncategories: [Gas, 2026]\n---\n")
    comma, _ = split_front_matter("---\ncategories: Gas, Grain\n---\n")

    assert (listed.categories, comma.categories) == (("Gas", "2026"), ("Gas", "Grain"))


def test_lead_is_yes_or_no() -> None:
    """Every usual way to say it counts, and saying nothing is no."""
    said = ("true", "Yes", "on", "no", "FALSE", "")

    leads = [split_front_matter(f"---\nlead: {word}\n---\n")[0].lead for word in said]

    assert leads == [True, True, True, False, False, False]


def test_a_text_without_front_matter_is_all_text() -> None:
    """A rule of dashes at the top is a rule."""
    settings, rest = split_front_matter("---\n\nText --- more\n")

    assert (settings.values, rest) == ({}, "---\n\nText --- more\n")


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ("title: A\ntitel: B", "line 3: titel is no key of front matter; did you mean title"),
        ("author: A", "line 2: author is no key of front matter; did you mean byline"),
        ("xyz: A", "line 2: xyz is no key of front matter; known are title, dek"),
        ("dek: A\ntitle: [a, b]", "line 3: title takes one text"),
        ("title: 'open", "line 3: found unexpected end of stream; put the value in quotes"),
        ("title: A\n\tdek: B", "line 3: "),
        ("just words", "line 2: the front matter is no list"),
        ("lead: perhaps", "line 2: lead is true or false, not 'perhaps'"),
        ("a: &a [x]\nb: &b [*a, *a]", "line 2: a is no key"),
        ("categories: [a, [b]]", "line 2: each of categories takes one text"),
    ],
)
def test_a_mistake_is_named_by_its_line(block: str, message: str) -> None:
    """The message says where it is and what to do."""
    with pytest.raises(Unreadable) as caught:
        _ = split_front_matter(f"---\n{block}\n---\nText")[0].lead

    assert str(caught.value).startswith(message)


def test_front_matter_without_an_end_is_a_mistake() -> None:
    """Otherwise the whole piece would be taken for text."""
    with pytest.raises(Unreadable, match="line 1: the front matter has no end"):
        split_front_matter("---\ntitle: A\n\nText")


def test_an_alias_bomb_takes_no_memory() -> None:
    """Aliases are never unfolded."""
    lines = ["categories: &a0 [x, x]"]
    lines += [f"categories: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]

    with pytest.raises(Unreadable, match="takes one text"):
        split_front_matter("---\n" + "\n".join(lines) + "\n---\n")
