"""What a newsletter begins with in, the text of its first newsletter.toml out."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path

from digest.config import FILE_NAME, parse_newsletter
from digest.config.file_changes import Change, SetKey, change_text
from digest.config.settings import Source
from digest.errors import UsageError
from digest.pipeline.sources import named_apart, section_table, source_table
from digest.text import one_line

HEAD = """\
#:schema ./.digest/newsletter.schema.json
# The newsletter's settings. `digest config check` reads them, `digest schema newsletter`
# prints every key there is; docs/configuration.md explains them.

[newsletter]
title = {title}
tagline = "The week's reading, picked and edited"
url = "https://example.org/"
language = "en"
layout = "magazine"             # or wire, brief, or your own: `digest layouts list`
timezone = "UTC"                # such as Europe/Berlin or America/New_York

[schedule]
every = "week"                  # day, week, two weeks or month
on = "friday"
at = 07:00:00                   # the cut-off; later articles go to the next issue

"""

SOURCES = """\
# What to read: feeds by url, files by path.
[[sources]]
path = "articles"
name = "Our desk"

# [[sources]]
# url = "https://example.org/feed.xml"
# name = "Example Wire"
# weight = 1.0                  # how much its coverage counts

"""

LEAD_TABLE = """\
[lead]
kicker = "Reporting"
read_more = "Read the full story"

"""

SECTIONS = """\
[[sections]]
id = "other"
heading = "In other news:"
match = ""                      # such as: ukraine OR "peace talks" NOT title:football
items = 8
style = "bullets"               # bullets or cards

"""

FOOT = """\
[subscribe]
heading = "Read it every week"
text = "Get the digest in your inbox, once a week."
button = "Subscribe"
url = "https://example.org/subscribe"

[colophon]
reason = "You get this mail because you signed up on our site."
address = "Your Publication, 1 Example Street, 12345 Example Town"
unsubscribe_url = "https://example.org/unsubscribe"

[mail]
sender = "Your Publication <digest@example.org>"
list_id = "digest.example.org"
"""

SETTINGS = HEAD + SOURCES + LEAD_TABLE + SECTIONS + FOOT

OWN_SOURCES = """\
# What to read: feeds by url, files by path. Pieces of your own are Markdown files in a folder:
# [[sources]]
# path = "articles"
# name = "Our desk"
"""

PRESETS = Path(__file__).with_name("presets")

# Folders that say nothing of what is in them.
_NO_THEMES = frozenset(
    {"all", "all-feeds", "default", "favorites", "favourites", "feeds", "imported", "inbox"}
    | {"misc", "must-read", "my-feeds", "other", "rss", "root", "subscriptions", "uncategorized"}
    | {"uncategorised", "unread", "unsorted"}
)


_PLAIN_WORD = re.compile(r"[^\W_]+\*?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What an editor says of a newsletter to be: `about` in words with commas between, and when.

    Who sends it, from where and where readers leave it may be said later.
    """

    about: str = ""
    timezone: str = "UTC"
    every: str = "week"
    on: str = "friday"
    day: int = 1
    at: str = "07:00"
    sender: str = ""
    address: str = ""
    unsubscribe_url: str = ""


UNASKED = Answers()


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """The sources a newsletter begins with, and whence its sections: a preset, or the sources' own.

    `headings` are of the sources' sections, by id.
    """

    sources: tuple[Source, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)
    preset: str = ""
    answers: Answers = UNASKED


def preset_names() -> tuple[str, ...]:
    """The presets there are."""
    return tuple(sorted(path.stem for path in PRESETS.glob("*.toml")))


def first_settings(title: str, beginning: Beginning) -> str:
    """The text of newsletter.toml; raises UsageError where there is no such preset.

    An answer that no newsletter can have stands in it all the same, to be told with the others.
    """
    text = _unanswered(title, beginning)
    return change_text(text, _answered(text, beginning.answers), FILE_NAME)


def words_query(words: str) -> str:
    """A query that any of the `words` fits, with commas between them: ukraine, "peace talks"."""
    parts = (one_line(re.sub('["“”]', " ", part)) for part in re.split("[,;\n،、，；]", words))
    named = dict.fromkeys(part for part in parts if re.search(r"[^\W_]", part))
    return " OR ".join(map(_as_phrase, named))


def _as_phrase(words: str) -> str:
    is_plain = _PLAIN_WORD.fullmatch(words) and words.lower() not in {"or", "and", "not"}
    return words if is_plain else f'"{words}"'


def _answered(text: str, answers: Answers) -> Iterator[Change]:
    """The changes that make the settings say what was answered."""
    usual = parse_newsletter(text)
    rhythm = {"every": answers.every, "on": answers.on}
    for key, value in rhythm.items():
        if value != getattr(usual.schedule, key):
            yield SetKey(("schedule",), key, value)
    if answers.every == "month":
        yield SetKey(("schedule",), "day", answers.day)
    if answers.at != f"{usual.schedule.at:%H:%M}":
        yield SetKey(("schedule",), "at", _time(answers.at))
    if answers.timezone != usual.newsletter.timezone:
        yield SetKey(("newsletter",), "timezone", answers.timezone)
    said = {
        ("mail", "sender"): answers.sender,
        ("colophon", "address"): answers.address,
        ("colophon", "unsubscribe_url"): answers.unsubscribe_url,
    }
    for (table, key), line in said.items():
        if text := one_line(line):
            yield SetKey((table,), key, text)
    if match := words_query(answers.about):
        yield SetKey(("lead",), "match", match)
        rest = len(usual.sections) - 1
        yield SetKey(("sections", rest), "match", match)


def _time(text: str) -> time | str:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return text


def _unanswered(title: str, beginning: Beginning) -> str:
    head = HEAD.format(title=json.dumps(one_line(title), ensure_ascii=False))
    body = _preset(beginning.preset) if beginning.preset else LEAD_TABLE + SECTIONS
    if not beginning.sources:
        return head + SOURCES + body + FOOT
    sources = [_in_theme(one, beginning) for one in beginning.sources]
    tables = "".join(map(source_table, named_apart(sources, set())))
    if not beginning.preset:
        named = dict.fromkeys(one.section for one in sources if one.section)
        own = "".join(section_table(name, beginning.headings) for name in named)
        body = LEAD_TABLE + own.lstrip("\n") + "\n" * bool(own) + SECTIONS
    return head + OWN_SOURCES + tables + "\n" + body + FOOT


def _in_theme(source: Source, beginning: Beginning) -> Source:
    """`source` in the section that its folder is, where that is a theme and no preset rules."""
    if beginning.preset or source.section in _NO_THEMES:
        return source.model_copy(update={"section": ""})
    return source


def _preset(name: str) -> str:
    if name not in preset_names():
        raise UsageError(
            f"there is no preset {name!r}; the presets are {', '.join(preset_names())}"
        )
    return (PRESETS / f"{name}.toml").read_text(encoding="utf-8") + "\n"
