"""A text that was changed in two places in; both beside the article's, with what differs, out."""

from dataclasses import dataclass

from digest.desk.views.word_marks import Marked, mark_words
from digest.desk.words import DeskWords
from digest.draft import value_print
from digest.text import length_in_words

LONG = frozenset({"blurb", "dek", "text"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Another text of the same form, which is looked at when this one is settled."""

    key: str
    mine: str
    was: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """One text, as the editor wants it, as the page has it, and as its article says it.

    `key` is the field of `story`, or of the issue where that is ""; `headline` is what the story
    is called. `article` is None where there is none to follow. `most` is how many words it may
    have, 0 for any number.
    """

    key: str
    story: str = ""
    headline: str = ""
    mine: str
    page: str
    article: str | None = None
    most: int = 0
    waiting: tuple[Waiting, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the three texts; `verb` chooses it, `key` is the key that does so."""

    name: str
    runs: tuple[Marked, ...]
    verb: str
    act: str
    key: str
    meta: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictView:
    """Three texts of equal rank; `was` is the fingerprint of the page's, which is replaced."""

    title: str
    key: str
    story: str
    mine: str
    page: str
    was: str
    long: bool
    length: str
    choices: tuple[Choice, ...]
    waiting: tuple[Waiting, ...] = ()


def describe_conflict(clash: Clash, words: DeskWords) -> ConflictView:
    """The clash in the desk's words."""
    ours, theirs = mark_words(clash.mine, clash.page)
    choices = [
        Choice(
            name=words.say("conflict.yours"),
            runs=ours,
            verb=words.say("conflict.keep"),
            act="mine",
            key="1",
            meta=words.say("conflict.yours_meta"),
        ),
        Choice(
            name=words.say("conflict.page"),
            runs=theirs,
            verb=words.say("conflict.take"),
            act="page",
            key="2",
        ),
    ]
    if clash.article is not None:
        choices.append(
            Choice(
                name=words.say("conflict.article"),
                runs=(Marked(text=clash.article, differs=False),),
                verb=words.say("conflict.follow"),
                act="article",
                key="3",
            )
        )
    here = length_in_words(clash.mine)
    return ConflictView(
        title=_title(clash, words),
        key=clash.key,
        story=clash.story,
        mine=clash.mine,
        page=clash.page,
        was=value_print(clash.page or None),
        long=clash.key in LONG,
        length=words.say("conflict.words", here=here, most=clash.most) if clash.most else "",
        choices=tuple(choices),
        waiting=clash.waiting,
    )


def _title(clash: Clash, words: DeskWords) -> str:
    field = words.say(f"field.{clash.key}")
    if not clash.story:
        return words.say("conflict.issue", field=field)
    known = clash.key if clash.key in {"headline", "blurb"} else "other"
    return words.say(f"conflict.{known}", field=field, headline=clash.headline)
