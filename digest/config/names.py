"""Names across the tables of newsletter.toml: each belongs to one, and each that is used exists."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from pydantic_core import InitErrorDetails, PydanticCustomError

from digest.text import shortened, without_credentials

Place = tuple[int | str, ...]


def problem(place: Place, value: object, sentence: str) -> InitErrorDetails:
    """What is wrong with the `value` at `place`, for pydantic to report."""
    error = PydanticCustomError("value_error", "{sentence}", {"sentence": sentence})
    return InitErrorDetails(type=error, loc=place, input=value)


def repeated_names(
    table: tuple[str, ...], named: Iterable[tuple[str, object, object]]
) -> Iterator[InitErrorDetails]:
    """A problem for each name that one before it in `table` has.

    `named` has for each the key that its name comes from, the value there and the name.
    """
    first: dict[object, int] = {}
    for number, (key, value, name) in enumerate(named):
        if name not in first:
            first[name] = number
            continue
        there = f"{'.'.join(table)}[{first[name]}]"
        sentence = f"is the {key} of {there}, too; give each its own"
        if value != name:
            said = shortened(without_credentials(str(name)), 60)
            sentence = f"gives it the name {said}, which {there} has; write a name of its own"
        yield problem((*table, number, key), value, sentence)


def unknown_names(
    table: str, key: str, named: Iterable[str], known: Sequence[str]
) -> Iterator[InitErrorDetails]:
    """A problem for each name under `key` that is none of the `known` sections."""
    for number, name in enumerate(named):
        if name and name not in known:
            hint = nearest_name(name, known)
            yield problem((table, number, key), name, f"is the id of no section; {hint}")


def unknown_places(places: Iterable[str], known: Sequence[str]) -> Iterator[InitErrorDetails]:
    """A problem for each place of a slot that is none of the `known` ones."""
    for number, place in enumerate(places):
        if place and place not in known:
            near = get_close_matches(place, known, 1, cutoff=0.5)
            hint = f"did you mean {near[0]}?" if near else f"the places are: {', '.join(known)}"
            yield problem(("slots", number, "place"), place, f"is no place of a slot; {hint}")


def nearest_name(name: str, known: Sequence[str]) -> str:
    """What may have been meant by `name`, as the end of a sentence."""
    near = get_close_matches(name, known, 1, cutoff=0.5)
    return f"did you mean {near[0]}?" if near else f"the ids are: {', '.join(known) or 'none'}"
