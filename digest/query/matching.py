"""A query that was read in; whether and how strongly a text fits it out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from digest.model.articles import Article
from digest.stems import tokens

FIELDS = ("title", "summary", "text", "source", "category", "section", "url")
ANYWHERE = ("title", "summary", "category", "opening")
_LITTLE = 0.05
_STRENGTH = {"title": 1.0, "summary": 0.2, "category": 0.2, "opening": 0.1, "text": 0.1}
Fields = Callable[[str], str]
"""Gives a field's words like `spaced_stems`, by the field's name; "anywhere" is all of ANYWHERE."""


def spaced_stems(text: str) -> str:
    """The stems of `text` with a space before, between and after, so that phrases can be found."""
    return f" {' '.join(tokens(text))} "


@dataclass(frozen=True, slots=True)
class Phrase:
    """One word or phrase, looked for in `fields`."""

    stems: str
    fields: tuple[str, ...]

    def holds(self, fields: Fields) -> bool:
        """Whether any of the fields has it."""
        if self.fields == ANYWHERE:
            return self.stems in fields("anywhere")
        return any(self.stems in fields(name) for name in self.fields)

    def touches(self, fields: Fields) -> bool:
        """Whether it is there at all."""
        return self.holds(fields)

    def strength(self, fields: Fields) -> float:
        """How prominently it stands: 1 in a title, less further down, 0 where it is not."""
        return sum(_STRENGTH.get(name, 0.1) for name in self.fields if self.stems in fields(name))


@dataclass(frozen=True, slots=True)
class All:
    """Every part must hold; no part at all always holds."""

    parts: tuple["Node", ...]

    def holds(self, fields: Fields) -> bool:
        """Whether every part does."""
        return all(part.holds(fields) for part in self.parts)

    def touches(self, fields: Fields) -> bool:
        """Whether any part's words are there."""
        return any(part.touches(fields) for part in self.parts)

    def strength(self, fields: Fields) -> float:
        """The parts' strengths together."""
        return sum(part.strength(fields) for part in self.parts)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part is enough."""

    parts: tuple["Node", ...]

    def holds(self, fields: Fields) -> bool:
        """Whether one part does."""
        return any(part.holds(fields) for part in self.parts)

    def touches(self, fields: Fields) -> bool:
        """Whether the words of any part that holds are there."""
        return any(part.holds(fields) and part.touches(fields) for part in self.parts)

    def strength(self, fields: Fields) -> float:
        """The strengths of the parts that hold, together."""
        return sum(part.strength(fields) for part in self.parts if part.holds(fields))


@dataclass(frozen=True, slots=True)
class Not:
    """The part must not hold."""

    part: "Node"

    def holds(self, fields: Fields) -> bool:
        """Whether the part does not."""
        return not self.part.holds(fields)

    def touches(self, fields: Fields) -> bool:
        """What is absent touches nothing."""
        del fields
        return False

    def strength(self, fields: Fields) -> float:
        """What is absent adds nothing."""
        del fields
        return 0.0


Node = Phrase | All | AnyOf | Not


@dataclass(frozen=True, slots=True)
class Query:
    """A query that was read."""

    text: str
    root: Node = field(compare=False)

    @property
    def takes_any(self) -> bool:
        """Whether it is empty and so matches everything."""
        return isinstance(self.root, All) and not self.root.parts

    def matches(self, fields: Fields) -> bool:
        """Whether the text behind `fields` fits."""
        return self.root.holds(fields)

    def touches(self, fields: Fields) -> bool:
        """Whether any word that it looks for is there, whatever else it asks."""
        return self.root.touches(fields)

    def strength(self, fields: Fields) -> float:
        """How strongly it fits, 0 (not at all) to 1; each further word found adds less.

        A text that fits only because something is absent (NOT …) fits a little.
        """
        if self.takes_any or not self.matches(fields):
            return 0.0
        return float(1 - 2 ** -max(self.root.strength(fields), _LITTLE))


def text_fields(texts: Mapping[str, str]) -> Fields:
    """`texts` (field → plain text) as a query reads them; an absent field is empty."""
    return lazy_fields(lambda name: texts.get(name, ""))


def lazy_fields(text: Callable[[str], str]) -> Fields:
    """The fields whose plain text `text` gives by name, each cut when first asked for."""
    known: dict[str, str] = {}

    def words(name: str) -> str:
        if name not in known:
            # A word of its own between the fields, so that no phrase runs over the border.
            whole = (
                "|".join(map(words, ANYWHERE)) if name == "anywhere" else spaced_stems(text(name))
            )
            known[name] = whole
        return known[name]

    return words


_OPENING_WORDS = 80


def article_fields(article: Article) -> Fields:
    """The article's words by field; each field is cut and stemmed when first asked for."""
    return lazy_fields(lambda name: _field(article, name))


def _field(article: Article, name: str) -> str:
    match name:
        case "title" | "text" | "source" | "section" | "url":
            return str(getattr(article, name))
        case "summary":
            return f"{article.dek} {article.summary}" if article.dek else article.summary
        case "category":
            return " ".join(article.categories)
        case "opening":
            return " ".join(article.text[:2000].split()[:_OPENING_WORDS])
        case _:
            return ""
