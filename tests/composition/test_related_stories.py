"""Below an item stand other stories of its matter, and its sources in other languages are named."""

from dataclasses import replace
from datetime import UTC, date, datetime

from digest.composition import Material, compose
from digest.config.settings import Newsletter
from digest.model.articles import Article
from digest.model.drafts import Draft, DraftItem, DraftSection
from digest.model.issues import Issue, Item, RelatedStory
from digest.model.stories import Decisions, Mention, Story

LATE = datetime(2024, 8, 8, 23, 30, tzinfo=UTC)


def newsletter(lines: int = 3, *, also_covered: bool = True) -> Newsletter:
    """A newsletter of Berlin that prints so many lines below an item."""
    return Newsletter.model_validate(
        {
            "newsletter": {"title": "Strait Watch", "timezone": "Europe/Berlin"},
            "lead": {"also_covered": also_covered},
            "sections": [{"id": "other", "heading": "Other"}],
            "blurbs": {"also_this_week": lines},
        }
    )


def article(name: str, language: str = "") -> Article:
    """An article whose id is `name`, of a source of its own."""
    return Article(
        id=name,
        source=name.partition("-")[0].title(),
        title=f"Title {name}",
        url=f"https://{name}.example/",
        first_seen=LATE,
        published=LATE,
        language=language,
    )


def mention(name: str, language: str = "en") -> Mention:
    """The article called `name`, as selection mentions it."""
    one = article(name)
    return Mention(
        article=name,
        headline=one.title,
        url=one.url,
        source=one.source,
        when=one.when,
        language=language,
    )


def story(*names: str, below: tuple[str, ...] = (), foreign: tuple[Mention, ...] = ()) -> Story:
    """A story of the articles of these names."""
    told, *also = map(article, names)
    return Story(
        id=told.id,
        article=told,
        also=tuple(also),
        also_this_week=tuple(map(mention, below)),
        also_in=foreign,
    )


WAR = story("war", "war-again", below=("aid", "talks", "grain"))
WEEK = (WAR, story("aid", "aid-again"), story("talks"), story("grain"), story("vote"))


def composed(
    lead: DraftItem,
    *others: DraftItem,
    week: tuple[Story, ...] = WEEK,
    settings: Newsletter | None = None,
    decisions: Decisions | None = None,
) -> Issue:
    """The issue of a page with this lead and these items in its section."""
    draft = Draft(
        date=date(2024, 8, 9),
        lead=lead,
        sections=(DraftSection(id="other", items=others),) if others else (),
        decisions=decisions or Decisions(),
    )
    material = Material(
        articles={one.id: one for each in week for one in each.articles},
        blurbs={},
        past=(),
        cut_off=LATE,
        stories={one.id: each for each in week for one in each.articles},
    )
    return compose(draft, settings or newsletter(), material)


def item(*names: str, lines: bool = True) -> DraftItem:
    """An item of the page made of these articles."""
    return DraftItem(articles=names, also_this_week=lines)


def below(one: Item | None) -> list[str]:
    """The headlines of an item's lines."""
    assert one is not None
    return [line.headline for line in one.also_this_week]


def test_a_line_has_headline_source_and_day() -> None:
    """Half past eleven in Greenwich is tomorrow in Berlin, where the newsletter is at home."""
    lead = composed(item("war", "war-again")).lead
    assert lead is not None
    assert lead.also_this_week[0] == RelatedStory(
        headline="Title aid", source="Aid", url="https://aid.example/", day=date(2024, 8, 9)
    )
    assert below(lead) == ["Title aid", "Title talks", "Title grain"]


def test_a_bullet_has_lines_too() -> None:
    """Below whatever item tells the story."""
    issue = composed(item("vote"), item("war"))
    assert below(issue.lead) == []
    assert below(issue.sections[0].items[0]) == ["Title aid", "Title talks", "Title grain"]


def test_an_item_told_by_another_article_keeps_the_storys_lines() -> None:
    """The editor may put any of its articles first, also one that has gone from the week."""
    assert len(below(composed(item("war-again", "war")).lead)) == 3
    assert len(below(composed(item("gone", "war")).lead)) == 3


def test_what_is_an_item_of_the_page_stands_in_no_line() -> None:
    """Taken in as an item, whichever of its articles tells it, or joined to another one."""
    assert below(composed(item("war"), item("talks")).lead) == ["Title aid", "Title grain"]
    assert below(composed(item("war"), item("aid-again")).lead) == ["Title talks", "Title grain"]
    assert below(composed(item("war", "grain")).lead) == ["Title aid", "Title talks"]
    assert below(composed(item("war"), item("vote", "grain")).lead) == ["Title aid", "Title talks"]


def test_what_the_editor_dropped_stands_in_no_line() -> None:
    """Any of its articles says which story that is."""
    dropped = Decisions(drops=frozenset({"aid-again"}))
    assert below(composed(item("war"), decisions=dropped).lead) == ["Title talks", "Title grain"]


def test_a_line_stands_once() -> None:
    """Two items of one matter, or two of one story that the editor parted, share its lines out."""
    strike = story("strike", below=("talks", "vote"))
    issue = composed(item("war"), item("strike"), week=(*WEEK, strike))
    assert below(issue.sections[0].items[0]) == ["Title vote"]
    issue = composed(item("war"), item("war-again"))
    assert below(issue.sections[0].items[0]) == []


def test_lines_are_counted_and_switched_off() -> None:
    """By the newsletter for every item, on the page for one."""
    assert below(composed(item("war"), settings=newsletter(1)).lead) == ["Title aid"]
    assert below(composed(item("war"), settings=newsletter(0)).lead) == []
    assert below(composed(item("war", lines=False)).lead) == []


def test_a_line_in_another_language_says_so() -> None:
    """So that it is read out in its own."""
    week = (replace(WAR, also_this_week=(mention("aid", "fr"), mention("talks", "en"))), *WEEK[1:])
    lead = composed(item("war"), week=week).lead
    assert lead is not None
    assert [line.language for line in lead.also_this_week] == ["fr", ""]


def test_a_line_spends_nothing() -> None:
    """What stood in a line may be an item of a later issue."""
    week = tuple(
        replace(one, article=replace(one.article, key=one.article.url), also=()) for one in WEEK
    )
    lead = composed(item("war"), week=week).lead
    assert lead is not None
    assert len(lead.also_this_week) == 3
    assert lead.spent == ("https://war.example/",)


def test_sources_in_other_languages_are_named_last_with_their_language() -> None:
    """Each once; what the editor took out of the story is not named."""
    foreign = (mention("monde", "fr"), mention("welt", "de"))
    week = (story("war", "monde", "monde-again", "times", "welt", foreign=foreign),)
    lead = composed(item("war", "monde", "monde-again", "times", "welt"), week=week).lead
    assert lead is not None
    named = [(one.source, one.language) for one in lead.also]
    assert named == [("Times", ""), ("Monde", "fr"), ("Welt", "de")]
    lead = composed(item("war", "welt"), week=week).lead
    assert lead is not None
    assert [(one.source, one.language) for one in lead.also] == [("Welt", "de")]
    quiet = composed(item("war", "welt"), week=week, settings=newsletter(also_covered=False)).lead
    assert quiet is not None
    assert quiet.also == ()
