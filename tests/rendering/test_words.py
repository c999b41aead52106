"""The stock words of mail and archive: one table, complete in every language, open to rewording."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from rendering.issues import rich_issue

from digest.model.issues import Status
from digest.model.website import IssueLine, IssuePage, Site
from digest.rendering import render_mail
from digest.rendering.website import SitePages

TEMPLATES = Path(__file__).parents[2] / "templates"
TEXT = (TEMPLATES / "words.j2").read_text(encoding="utf-8")
KNOWN: dict[str, dict[str, str]] = ast.literal_eval(
    TEXT.partition("set known = ")[2].partition(" %}")[0]
)
ISSUE = replace(rich_issue(), status=Status.CORRECTED, correction="Orl, not Veldt")
LINE = IssueLine(date=ISSUE.date, number=7, status=Status.CORRECTED, headline="Talks")


def site_in(language: str) -> Site:
    """The rich issue's site in a language."""
    return Site(masthead=replace(ISSUE.masthead, language=language), theme=ISSUE.theme)


def test_every_language_has_every_word() -> None:
    """Fourteen languages; a key that one of them lacks would stop its build."""
    assert len(KNOWN) == 14
    assert {frozenset(words) for words in KNOWN.values()} == {frozenset(KNOWN["en"])}
    for words in KNOWN.values():
        assert all(words.values())
        assert words["number"].count("%s") == words["by"].count("%s") == 1


@pytest.mark.parametrize("language", sorted(KNOWN))
def test_a_language_has_mail_and_archive_to_itself(language: str) -> None:
    """The words of its row are there, and the same fact has the same word in both."""
    words = KNOWN[language]
    masthead = replace(ISSUE.masthead, language=language)
    mail = render_mail(replace(ISSUE, masthead=masthead, correction="Orl"))
    site = site_in(language)
    page = SitePages().issue(site, IssuePage(issue=ISSUE, previous=LINE, following=LINE))
    index = SitePages().index(site, [LINE])
    number = words["number"] % 7
    assert words["links"].upper() in mail.text.upper()
    for part in (mail.html, mail.text, page):
        assert words["also_this_week"] in part
    for word in (words["correction"], words["corrected"], words["mailed"], words["previous"]):
        assert word in page
    for word in (words["latest"], words["read"], words["search"], words["nothing"], number):
        assert word in index
    assert words["correction"] in mail.text
    assert words["empty"] in SitePages().index(site, [])


def test_a_language_of_a_country_takes_the_words_of_the_language() -> None:
    """`pt-BR` has no row of its own, and nor has Welsh, which gets English."""
    assert KNOWN["pt"]["latest"] in SitePages().index(site_in("pt-BR"), [LINE])
    assert KNOWN["en"]["latest"] in SitePages().index(site_in("cy"), [LINE])


def test_a_newsletters_own_table_rewords_mail_and_archive(tmp_path: Path) -> None:
    """One file of that name; the pages are made again."""
    reworded = TEXT.replace('"Correction"', '"We were wrong"')
    (tmp_path / "words.j2").write_text(reworded, encoding="utf-8")
    own = SitePages(overrides=tmp_path)
    assert "We were wrong" in render_mail(ISSUE, overrides=tmp_path).text
    assert "We were wrong" in own.issue(site_in("en"), IssuePage(issue=ISSUE))
    assert own.fingerprint() != SitePages().fingerprint()


def test_words_of_the_mail_alone_can_be_replaced(tmp_path: Path) -> None:
    """A newsletter's own partials/_words.j2 holds what it rewords; all others stay the stock's."""
    words = {"links": "Verbatim", "number": "Verbatim %s"}
    own = tmp_path / "partials" / "_words.j2"
    own.parent.mkdir()
    own.write_text(f"{{% set words = {words} %}}{{% macro byline(names) %}}{{% endmacro %}}")
    text = render_mail(ISSUE, overrides=tmp_path).text
    assert "VERBATIM" in text.upper()
    assert KNOWN["en"]["unsubscribe"] in text
    pages = SitePages(overrides=tmp_path)
    assert KNOWN["en"]["correction"] in pages.issue(site_in("en"), IssuePage(issue=ISSUE))
