"""The text of a query in, its tree out; what cannot be read is reported with its column."""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from digest.query.matching import ANYWHERE, FIELDS, All, AnyOf, Node, Not, Phrase, Query
from digest.stems import tokens, whole_words

_DEEPEST = 50
_ENDINGS = ("on", "ons", "es", "ed", "ng", "y")
_LEXEME = re.compile(
    r"""(?P<space>\s+)|(?P<mark>[()])|(?P<minus>-(?=\S))|(?P<phrase>["“][^"“”]*["”])"""
    r"""|(?P<broken>["“”])|(?P<field>[^\W\d_]+:)|(?P<word>[^\s()"“”]+)"""
)


class QueryError(ValueError):
    """A query that cannot be read; `column` counts from 1."""

    def __init__(self, column: int, problem: str) -> None:
        super().__init__(f"column {column}: {problem}")
        self.column = column


def parse_query(text: str) -> Query:
    """The query that `text` says; an empty one matches everything.

    Raises QueryError with the column of the first thing that cannot be read.
    """
    return Query(text, _Reader(text).read())


@dataclass(frozen=True, slots=True)
class _Lexeme:
    kind: str
    text: str
    column: int


class _Reader:
    """Recursive descent: either → together → single."""

    def __init__(self, text: str) -> None:
        self._lexemes = _lexemes(text)
        self._at = 0
        self._depth = 0

    def read(self) -> Node:
        if self._here is None:
            return All(())
        root = self._either(ANYWHERE)
        if self._here is not None:
            raise QueryError(self._here.column, "this ) closes nothing; take it out")
        return root

    @property
    def _here(self) -> _Lexeme | None:
        return self._lexemes[self._at] if self._at < len(self._lexemes) else None

    def _is(self, kind: str, *texts: str) -> bool:
        here = self._here
        return here is not None and here.kind == kind and (not texts or here.text in texts)

    def _take(self) -> _Lexeme:
        lexeme = self._lexemes[self._at]
        self._at += 1
        return lexeme

    def _either(self, fields: tuple[str, ...]) -> Node:
        parts = [self._together(fields)]
        while self._is("or"):
            self._take()
            parts.append(self._together(fields))
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _together(self, fields: tuple[str, ...]) -> Node:
        parts = [self._single(fields)]
        while self._here is not None and not self._is("or") and not self._is("mark", ")"):
            if self._is("and"):
                self._take()
            parts.append(self._single(fields))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _single(self, fields: tuple[str, ...]) -> Node:
        if self._here is None or self._is("or") or self._is("and") or self._is("mark", ")"):
            raise self._nothing_here()
        lexeme = self._take()
        if lexeme.kind in {"word", "phrase"}:
            return _words(lexeme, fields)
        self._depth += 1
        if self._depth > _DEEPEST:
            raise QueryError(lexeme.column, f"nested more than {_DEEPEST} deep; make it flatter")
        node = self._nested(lexeme, fields)
        self._depth -= 1
        return node

    def _nested(self, lexeme: _Lexeme, fields: tuple[str, ...]) -> Node:
        if lexeme.kind == "not":
            return Not(self._single(fields))
        if lexeme.kind == "field":
            return self._single((_known_field(lexeme),))
        inside = self._either(fields)
        if not self._is("mark", ")"):
            raise QueryError(lexeme.column, "this ( is never closed; add a )")
        self._take()
        return inside

    def _nothing_here(self) -> QueryError:
        before = self._lexemes[self._at - 1] if self._at else None
        here = self._here
        if before and before.text == "(":
            return QueryError(before.column, "nothing between the parentheses; add a word")
        if before:
            return QueryError(before.column, f"a word must follow {before.text}")
        column = here.column if here else 1
        return QueryError(column, f"a word must stand before {here.text if here else 'the end'}")


def _lexemes(text: str) -> list[_Lexeme]:
    found: list[_Lexeme] = []
    for match in _LEXEME.finditer(text):
        kind, column = match.lastgroup or "", match.start() + 1
        if kind == "broken":
            raise QueryError(column, "this quotation mark has no partner; add the closing one")
        if kind == "minus":
            kind = "not"
        elif kind == "word" and match[0].lower() in {"or", "and", "not"}:
            kind = match[0].lower()
        if kind != "space":
            found.append(_Lexeme(kind, match[0], column))
    return found


def _known_field(lexeme: _Lexeme) -> str:
    name = lexeme.text[:-1].lower()
    if name in FIELDS:
        return name
    near = get_close_matches(name, FIELDS, n=1)
    hint = f"did you mean {near[0]}:?" if near else f"there are {', '.join(FIELDS)}"
    raise QueryError(lexeme.column, f"no field is called {name}; {hint}")


def _words(lexeme: _Lexeme, fields: tuple[str, ...]) -> Node:
    stems = tokens(lexeme.text)
    if not stems:
        raise QueryError(lexeme.column, f"{lexeme.text} has no word to look for")
    whole = Phrase(f" {' '.join(stems)} ", fields)
    if lexeme.kind == "phrase" or not lexeme.text.endswith("*"):
        return whole
    # The texts hold stems: `negotiation*` is there as "negotiat", `viking*` must not find "viktor".
    typed = whole_words(lexeme.text)[-1].lower()
    beginning = Phrase(f" {' '.join([*stems[:-1], typed])}", fields)
    # And a stem may be shorter than what was typed: of `migrati*` only "migrat" is there.
    endings = {one[-1] for ending in _ENDINGS if (one := tokens(typed + ending))} - {stems[-1]}
    shorter = (
        Phrase(f" {' '.join([*stems[:-1], stem])} ", fields)
        for stem in sorted(endings)
        if not stem.startswith(typed)
    )
    return AnyOf((beginning, whole, *shorter))
