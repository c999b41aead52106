"""All words of an issue are set in the newsletter's language, and nothing else is."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum

import pytest

from digest.composition import Material, completed, compose
from digest.config import parse_newsletter
from digest.config.settings import Newsletter
from digest.model.articles import Article, Image
from digest.model.drafts import Draft, DraftItem, DraftSection, DraftSlot
from digest.model.issues import Issue, SlotKind, Span
from digest.model.stories import Mention, PastIssue, Story
from digest.running_text import marked_words

NOON = datetime(2024, 8, 8, 12, tzinfo=UTC)
WORDS = 'It\'s "mine"'
PRINTED = "It’s “mine”"
SETTINGS = f"""
[newsletter]
title = "Bob's Weekly"
tagline = '''{WORDS} tagline'''
[lead]
prefix = "Bob's view:"
read_more = '''{WORDS} on'''
also_label = '''{WORDS} also'''
[contents]
min_items = 1
[[sections]]
id = "cards"
heading = '''{WORDS} heading'''
style = "cards"
more = '''{WORDS} more'''
[subscribe]
heading = '''{WORDS} call'''
text = '''{WORDS} pitch'''
button = '''{WORDS} button'''
url = "https://w.example/o'neil"
[earlier]
heading = '''{WORDS} earlier'''
[colophon]
reason = '''{WORDS} reason'''
address = "Bob's wharf"
"""
NEWSLETTER = parse_newsletter(SETTINGS)


def article(name: str, *, source: str = "People's Daily", language: str = "") -> Article:
    """An article that speaks of itself between straight marks."""
    said = f"{WORDS} {name}"
    return Article(
        id=name,
        source=source,
        title=f"{said} title",
        kicker=f"{said} kicker",
        dek=f"{said} dek",
        byline=f"{said} byline",
        first_seen=NOON,
        url=f"https://{name}.example/o'neil",
        image=Image(
            url=f"https://{name}.example/o'neil.jpg", alt=f"{said} alt", credit=f"{said} credit"
        ),
        language=language,
        key=f"{name}.example/o'neil",
    )


SLOT = DraftSlot(
    id="note",
    kind=SlotKind.NOTE,
    place="top",
    heading=f"{WORDS} slot",
    text=f"{WORDS} words",
    button=f"{WORDS} go",
    url="https://w.example/o'neil",
)


def composed(
    newsletter: Newsletter = NEWSLETTER,
    *,
    lead: Article | None = None,
    card: Article | None = None,
    blurb: str = "",
    subject: str | None = None,
) -> Issue:
    """A lead and a card that bring every field, a slot, an earlier issue."""
    articles = [lead or article("a"), card or article("b")]
    first, second = (DraftItem(articles=(one.id,)) for one in articles)
    draft = Draft(
        date=date(2024, 8, 9),
        lead=first,
        sections=(DraftSection(id="cards", items=(second,)),),
        slots=(SLOT,),
        subject=subject,
    )
    told = Mention(
        article="c", headline=f"{WORDS} related", source="Wire", url="https://c.example", when=NOON
    )
    material = Material(
        articles={one.id: one for one in articles},
        blurbs={one.id: blurb or f"{WORDS} {one.id} blurb\n\nSecond." for one in articles},
        past=(
            PastIssue(
                date=date(2024, 8, 2),
                number=1,
                headline=f"Bob's Weekly: {WORDS} then",
                url="https://w.example/1",
                cut_off=NOON,
            ),
        ),
        cut_off=NOON,
        stories={"a": Story(id="a", article=articles[0], also_this_week=(told,))},
    )
    issue = compose(draft, newsletter, material)
    assert completed(issue, draft, newsletter) == issue
    return issue


def texts(value: object) -> Iterator[str]:
    """Every text that `value` holds."""
    if isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)
    elif is_dataclass(value):
        for each in fields(value):
            yield from texts(getattr(value, each.name))


def test_every_text_of_an_issue_is_set() -> None:
    """No straight mark is left but in names and addresses, which keep theirs."""
    straight = {one for one in texts(composed()) if re.search("[\"']", one)}
    left = {one for one in straight if "o'neil" not in one}
    assert left == {
        "Bob's Weekly",
        "Bob's wharf",
        "People's Daily",
        f"Bob's view: {PRINTED} a title",
        "-apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif",
        "Georgia, 'Times New Roman', serif",
    }


def test_subject_and_preheader_stand_beside_the_same_words() -> None:
    """They are made of the first item, or the editor's own."""
    issue = composed()
    assert issue.subject == f"{PRINTED} a title"
    assert issue.preheader == f"{PRINTED} a dek"
    assert composed(subject=WORDS).subject == PRINTED


def test_a_subject_of_the_settings_pattern_is_set_but_for_the_newsletters_name() -> None:
    """The masthead has the name as it is written, too."""
    newsletter = parse_newsletter(SETTINGS + "[mail]\nsubject = '{title}: \"no. {number}\"'\n")
    assert composed(newsletter).subject == "Bob's Weekly: “no. 2”"


def test_a_preheader_names_a_source_as_the_story_does() -> None:
    """Where it is the blurb's opening words, in which the source is linked."""
    blurb = '[People\'s Daily](https://p.example/1) says "no".'
    issue = composed(lead=replace(article("a"), dek=""), blurb=blurb)
    assert issue.preheader == "People's Daily says “no”."


def test_items_in_other_languages_stay_as_they_are() -> None:
    """With what is made of them."""
    foreign = article("a", language="fr")
    issue = composed(lead=foreign, card=article("b", language="de"))
    assert issue.lead
    assert issue.lead.headline == f"Bob's view: {WORDS} a title"
    assert issue.subject == f"{WORDS} a title"
    assert issue.preheader == f"{WORDS} a dek"
    assert issue.contents[0].name == f"{WORDS} b title"
    assert issue.sections[0].heading == f"{PRINTED} heading"


def test_a_link_on_a_sources_name_names_it_still() -> None:
    """The credit knows it by that."""
    blurb = 'It\'s "so". [People\'s Daily](https://p.example/1) says "no".'
    spans = composed(blurb=blurb).sections[0].items[0].blurb
    assert [one.text for one in spans] == ["It’s “so”. ", "People's Daily", " says “no”."]
    (unlinked,) = composed(blurb="People's Daily").sections[0].items[0].blurb
    assert unlinked.text == "People’s Daily"


def test_a_mark_opens_in_a_text_and_closes_in_a_link() -> None:
    """A paragraph is set as one."""
    (paragraph,) = (
        composed(blurb='He "said [so"](https://a.example/1).').sections[0].items[0].paragraphs
    )
    assert marked_words(paragraph) == "He “said [so”](https://a.example/1)."


def test_the_editor_may_want_the_words_as_written() -> None:
    """Then nothing changes, spaces neither."""
    plain = parse_newsletter(SETTINGS + '[typography]\nquotes = "as written"\n')
    issue = composed(plain, blurb='It\'s 5 % "more"')
    assert issue.subject == f"{WORDS} a title"
    assert issue.sections[0].items[0].blurb == (Span(text='It\'s 5 % "more"'),)


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_a_subject_in_any_language_ends_as_it_began(language: str) -> None:
    """A second completion changes nothing: `composed` holds that for each."""
    about = NEWSLETTER.newsletter.model_copy(update={"language": language})
    newsletter = NEWSLETTER.model_copy(update={"newsletter": about})
    assert composed(newsletter, card=replace(article("b"), title="Quoi ? 5 %")).sections
