"""A refusal says in the reader's language what it is about and what to do now."""

import pytest
from starlette.types import Scope

from digest.desk.guard import refusals
from digest.desk.guard.refusals import NOT_SIGNED_IN, Refusal
from digest.desk.words import languages

REFUSALS = {name: one for name, one in vars(refusals).items() if isinstance(one, Refusal)}


def asking(language: str, accept: str = "*/*") -> Scope:
    """A request of a browser in that language."""
    headers = {"accept-language": language, "accept": accept}
    return {
        "type": "http",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
def test_each_has_its_words_in_each_language(refusal: Refusal) -> None:
    """None is English in another language, and none says nothing."""
    said = {bytes(refusal.answer(asking(language)).body) for language in languages()}
    assert len(said) == len(languages())
    assert all(one.count(b". ") >= 1 for one in said)


def test_a_page_says_in_which_language_it_is() -> None:
    """So that it is read aloud as it is meant."""
    page = bytes(NOT_SIGNED_IN.answer(asking("de-AT,de;q=0.9", "text/html")).body).decode()
    assert '<html lang="de">' in page
    assert "<h1>Dieser Browser ist noch nicht eingelassen</h1>" in page
