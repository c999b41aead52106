"""What stands between the stories: contents, the time to read, pictures beside bullets."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from digest.composition import Material, completed, compose
from digest.config import parse_newsletter
from digest.config.settings import Newsletter
from digest.model.articles import Article, Image
from digest.model.drafts import Draft, DraftItem, DraftSection, DraftSlot
from digest.model.issues import Issue, Item, Slot, SlotKind
from digest.model.stories import PastIssue

NOON = datetime(2024, 8, 8, 12, tzinfo=UTC)
DAY = date(2024, 8, 9)
SECTION = '[[sections]]\nid = "news"\nheading = "News"\n'


def settings(more: str = "", *, section: str = SECTION) -> Newsletter:
    """A newsletter of one section."""
    head = '[newsletter]\ntitle = "Lock Keeper"\n[lead]\nprefix = "The weir:"\n'
    return parse_newsletter(head + section + more)


def drafted(*names: str, headline: str | None = None) -> Draft:
    """The first of `names` leads, the others follow in the section."""
    lead, *others = (DraftItem(articles=(name,), headline=headline) for name in names)
    section = DraftSection(id="news", items=tuple(others))
    return Draft(date=DAY, lead=lead, sections=(section,) if others else ())


def composed(
    draft: Draft, newsletter: Newsletter, *, words: str = "", past: tuple[PastIssue, ...] = ()
) -> Issue:
    """The issue of `draft`, each article with a picture, a dek and `words` as its blurb."""
    articles = {
        one: Article(
            id=one,
            source="Wire",
            title=f"Title {one}",
            dek=f"Dek {one}",
            first_seen=NOON,
            url=f"https://{one}.example/1",
            image=Image(url=f"https://{one}.example/p.jpg"),
        )
        for item in draft.items
        for one in item.articles
    }
    blurbs = dict.fromkeys(articles, words)
    material = Material(articles=articles, blurbs=blurbs, past=past, cut_off=NOON)
    return compose(draft, newsletter, material)


def bullets(newsletter: Newsletter) -> tuple[Item, ...]:
    """Three items below a lead."""
    return composed(drafted("a", "b", "c", "d"), newsletter).sections[0].items


def test_a_bullet_has_neither_picture_nor_dek() -> None:
    """As a rule."""
    assert {(one.image, one.dek) for one in bullets(settings())} == {(None, "")}


def test_the_first_of_a_section_may_be_featured() -> None:
    """With its picture and its dek; the others stay as they were."""
    newsletter = settings(section=SECTION + "featured = true\n")
    first, *others = bullets(newsletter)
    assert (first.dek, bool(first.image)) == ("Dek b", True)
    assert {(one.image, one.dek) for one in others} == {(None, "")}
    assert composed(drafted("a", "b"), newsletter).sections[0].featured


def test_bullets_may_have_thumbnails() -> None:
    """Each has its picture, none its dek."""
    newsletter = settings(section=SECTION + "thumbnails = true\n")
    assert {(bool(one.image), one.dek) for one in bullets(newsletter)} == {(True, "")}
    assert composed(drafted("a", "b"), newsletter).sections[0].thumbnails


def test_cards_have_no_thumbnails() -> None:
    """They show their picture already."""
    section = SECTION + 'style = "cards"\nthumbnails = true\nfeatured = true\n'
    made = composed(drafted("a", "b"), settings(section=section)).sections[0]
    assert (made.thumbnails, made.featured) == (False, True)


def test_the_contents_name_the_items_after_the_lead() -> None:
    """In the order of the mail, at most so many."""
    newsletter = settings("[contents]\nitems = 2\nmin_items = 3\n")
    lines = composed(drafted("a", "b", "c", "d"), newsletter).contents
    assert [(one.item, one.name) for one in lines] == [("b", "Title b"), ("c", "Title c")]


@pytest.mark.parametrize("more", ["min_items = 4", "min_items = 1\nshow = false"])
def test_few_items_need_no_contents(more: str) -> None:
    """Nor does an editor who wants none."""
    assert not composed(drafted("a", "b", "c", "d"), settings(f"[contents]\n{more}\n")).contents


def test_contents_and_minutes_follow_when_items_are_left_out() -> None:
    """As happens in a mail that is too large."""
    newsletter = settings("[contents]\nmin_items = 2\n")
    draft = drafted("a", "b", "c")
    issue = composed(draft, newsletter, words="word " * 238)
    shorter = replace(
        issue, sections=(replace(issue.sections[0], items=issue.sections[0].items[:1]),)
    )
    made = completed(shorter, draft, newsletter)
    assert (issue.minutes, made.minutes) == (3, 2)
    assert issue.contents
    assert not made.contents


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("word", 1),
        ("word " * 238, 1),
        # Six words stand beside the blurb, in headline and dek; 357 make a minute and a half.
        ("word " * 350, 1),
        ("word " * 352, 2),
        ("– " * 5000, 1),
        ("读" * 1500, 3),
        ("読む" * 750, 3),
        ("한국어 " * 500, 3),
        ("Привет " * 714, 3),
        # Thai parts no words, and nobody has timed its readers.
        ("การประชุมระหว่างประเทศ" * 230, 0),
    ],
)
def test_the_time_to_read_counts_words_and_characters(words: str, minutes: int) -> None:
    """238 words or 500 characters a minute; a dash is no word."""
    assert composed(drafted("a"), settings(), words=words).minutes == minutes


@pytest.mark.parametrize(("heading", "text"), [("word " * 400, "Eel."), ("Pie", "word " * 400)])
def test_the_time_to_read_counts_slots(heading: str, text: str) -> None:
    """With their headings."""
    note = DraftSlot(id="note", kind=SlotKind.NOTE, place="top", heading=heading, text=text)
    assert composed(replace(drafted("a"), slots=(note,)), settings(), words="word").minutes == 2


def test_the_time_to_read_may_stay_unsaid() -> None:
    """By a setting."""
    newsletter = parse_newsletter('[newsletter]\ntitle = "W"\nshow_minutes = false\n')
    assert composed(drafted("a"), newsletter, words="word").minutes == 0


def test_the_series_stands_before_a_headline_once() -> None:
    """Also where the editor wrote it there."""
    lead = composed(drafted("a", headline="The weir: water falls"), settings()).lead
    assert lead
    assert lead.headline == "The weir: water falls"


@pytest.mark.parametrize(
    ("headline", "shown"),
    [
        ("Lock Keeper: Water falls", "Water falls"),
        ("The weir: Water falls", "Water falls"),
        ("The weir", "The weir"),
        ("Lock Keeper:", "Lock Keeper:"),
        ("Lock Keepers: on strike", "Lock Keepers: on strike"),
    ],
)
def test_beside_the_newsletters_name_it_is_not_said_again(headline: str, shown: str) -> None:
    """In the subject, the contents and the links to earlier issues."""
    past = PastIssue(
        date=date(2024, 8, 2), number=1, headline=headline, url="https://w/1", cut_off=NOON
    )
    newsletter = settings("[contents]\nmin_items = 1\n")
    issue = composed(drafted("a", "b", headline=headline), newsletter, past=(past,))
    assert issue.earlier
    assert issue.subject == shown
    assert issue.earlier.issues[0].headline == shown
    assert issue.contents[0].name == shown


def test_the_headline_keeps_the_prefix_for_the_feeds() -> None:
    """There it may stand among headlines of others."""
    lead = composed(drafted("a"), settings()).lead
    assert lead
    assert lead.headline == "The weir: Title a"


def test_a_longer_word_does_not_begin_with_the_prefix() -> None:
    """A headline is not cut in the middle of its first word."""
    newsletter = parse_newsletter('[newsletter]\ntitle = "Lock"\n[lead]\nprefix = "Inside"\n')
    issue = composed(drafted("a", headline="Insider trading grows"), newsletter)
    assert issue.lead
    assert issue.lead.headline == "Inside Insider trading grows"
    assert issue.subject == "Insider trading grows"


SLOTTED = settings('[[sections]]\nid = "last"\nheading = "Last"\n')


def slot(place: str, *, text: str = "Eel pie.", show: bool = True, url: str = "") -> DraftSlot:
    """A note at `place`."""
    return DraftSlot(
        id="note", kind=SlotKind.NOTE, place=place, text=text, button="Go", url=url, show=show
    )


def slotted(*slots: DraftSlot, lead: bool = True) -> tuple[Slot, ...]:
    """The slots of an issue with one section, perhaps a lead."""
    draft = replace(drafted("a", "b"), slots=slots)
    return composed(draft if lead else replace(draft, lead=None), SLOTTED).slots


@pytest.mark.parametrize(
    ("place", "lead", "there"),
    [
        ("top", True, "top"),
        ("lead", True, "lead"),
        ("lead", False, "top"),
        ("news", True, "news"),
        ("last", True, "end"),
        ("end", True, "end"),
    ],
)
def test_a_slot_stands_where_there_is_something(place: str, there: str, *, lead: bool) -> None:
    """Before the next section where its own is empty, at the top where there is no lead."""
    assert [one.place for one in slotted(slot(place), lead=lead)] == [there]


def test_a_slot_before_a_section_that_falls_away_stands_before_the_next() -> None:
    """As when a mail that is too large loses a section."""
    draft = replace(drafted("a", "b"), slots=(slot("news"),))
    issue = composed(draft, SLOTTED)
    moved = replace(issue, sections=(replace(issue.sections[0], id="last"),))
    assert [one.place for one in completed(moved, draft, SLOTTED).slots] == ["last"]


def test_a_slots_words_are_paragraphs_with_links() -> None:
    """As in a blurb."""
    (made,) = slotted(slot("top", text="One.\n\n[Two](https://w.example/2)"))
    assert [one.spans[0].url for one in made.words] == ["", "https://w.example/2"]


def test_a_hidden_slot_is_left_out_and_an_empty_one_is_the_checks() -> None:
    """Nothing is left of it to be printed; a button leads somewhere or is none."""
    (made,) = slotted(slot("top", show=False), slot("top", text="", url="https://w.example/"))
    assert made == Slot(id="note", kind=SlotKind.NOTE)
    assert slotted(slot("top"))[0].button == ""
    (linked,) = slotted(slot("top", url="https://w.example/"))
    assert linked.button == "Go"
