"""A draft and its articles become an issue."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from digest.composition import Material, compose
from digest.composition.pictures import local_pictures, place_pictures
from digest.config import parse_newsletter
from digest.model.articles import Article, Image
from digest.model.drafts import Draft, DraftItem, DraftSection
from digest.model.issues import Issue, Item, Section, SectionStyle, Span
from digest.model.stories import PastIssue
from digest.pictures import Picture, PictureKind

DAY = date(2024, 8, 9)
KEPT = Picture(kind=PictureKind.JPEG, width=1200, height=630)
NOON = datetime(2024, 8, 8, 12, tzinfo=UTC)
NEWSLETTER = parse_newsletter(
    """
[newsletter]
title = "Diplomacy Watch"
language = "ar"
[lead]
prefix = "Diplomacy Watch:"
kicker = "Reporting"
paragraphs = 2
[[sections]]
id = "other"
heading = "In other news:"
[[sections]]
id = "cards"
heading = "Features"
style = "cards"
[archive]
url = "https://weekly.example.org/issues/"
"""
)


def article(name: str, *, dek: str = "", html: str = "", image: Image | None = None) -> Article:
    """An article called `name`."""
    return Article(
        id=name,
        source=f"{name} wire",
        title=f"Title {name}",
        first_seen=NOON,
        published=NOON,
        url=f"https://{name}.example/1",
        summary=f"Sum {name}.",
        dek=dek,
        html=html,
        image=image,
    )


def past(day: date, number: int) -> PastIssue:
    """A published issue."""
    return PastIssue(
        date=day, number=number, headline=f"Issue {number}", url=f"https://w/{day}", cut_off=NOON
    )


def composed(draft: Draft, *articles: Article, before: tuple[PastIssue, ...] = ()) -> Issue:
    """The issue of `draft` with these articles to hand."""
    known = {one.id: one for one in articles}
    blurbs = {one.id: f"Blurb {one.id}." for one in articles}
    return compose(
        draft, NEWSLETTER, Material(articles=known, blurbs=blurbs, past=before, cut_off=NOON)
    )


def led(*ids: str, headline: str | None = None, dek: str | None = None) -> Draft:
    """A draft with a lead only."""
    return Draft(date=DAY, lead=DraftItem(articles=ids, headline=headline, dek=dek))


def test_a_text_that_the_editor_left_follows_the_article() -> None:
    """None follows; the prefix and the stock kicker are added to the lead."""
    issue = composed(led("a"), article("a"))
    assert issue.lead is not None
    assert issue.lead.headline == "Diplomacy Watch: Title a"
    assert issue.lead.kicker == "Reporting"
    assert issue.subject == "Title a"


def test_the_editors_words_win() -> None:
    """Also when they are none at all."""
    issue = composed(led("a", headline="Mine", dek=""), article("a", dek="Theirs"))
    assert issue.lead is not None
    assert (issue.lead.headline, issue.lead.dek) == ("Diplomacy Watch: Mine", "")


def test_the_lead_is_cut_after_its_paragraphs_and_says_so() -> None:
    """No heading is left hanging at the end."""
    body = article("a", html="<p>One.</p><h2>Next</h2><p>Two.</p>")
    issue = composed(led("a"), replace(body, text="word " * 60))
    assert issue.lead is not None
    assert [paragraph.spans[0].text for paragraph in issue.lead.body] == ["One."]
    assert issue.lead.truncated


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>One.</p><p>Two.</p><h2>Next</h2><p>Three.</p>", ["One.", "Two."]),
        ("<p>One.</p><h2>Next</h2><h3>Below</h3><p>Two.</p>", ["One."]),
        ("<p>One.</p><h2>Next</h2><p>Two.</p><p>Three.</p>", ["One.", "Next", "Two."]),
        ("<p>One.</p><p>Two.</p><h2>Last</h2>", ["One.", "Two.", "Last"]),
    ],
)
def test_a_heading_goes_with_what_stands_below_it(html: str, shown: list[str]) -> None:
    """The one above stays where something of its own is shown; so does a text's own end."""
    told = replace(article("a", html=html), text="word " * 60)
    longer = NEWSLETTER.lead.model_copy(update={"paragraphs": 3})
    newsletter = NEWSLETTER.model_copy(update={"lead": longer})
    lead = compose(
        led("a"), newsletter, Material(articles={"a": told}, blurbs={}, past=(), cut_off=NOON)
    ).lead
    assert lead is not None
    assert [paragraph.spans[0].text for paragraph in lead.body] == shown
    assert lead.truncated == (shown[-1] != "Last")


def test_a_lead_that_can_be_read_nowhere_else_is_printed_whole() -> None:
    """A piece of the editor's own needs no address."""
    body = article("a", html="<p>One.</p><h2>Next</h2><p>Two.</p>")
    issue = composed(led("a"), replace(body, url="", text="word " * 60))
    assert issue.lead is not None
    assert [paragraph.spans[0].text for paragraph in issue.lead.body] == ["One.", "Next", "Two."]
    assert not issue.lead.truncated


def test_other_sources_are_named_once_and_the_told_one_never() -> None:
    """Two articles of one source are one coverage."""
    other = article("b")
    again = replace(other, id="b2")
    same = replace(article("a"), id="a2")
    issue = composed(led("a", "b", "b2", "a2"), article("a"), other, again, same)
    assert issue.lead is not None
    assert [coverage.source for coverage in issue.lead.also] == ["b wire"]


def test_sections_print_blurbs_and_empty_ones_vanish() -> None:
    """An item whose articles nobody knows is left out, and its section with it."""
    draft = Draft(
        date=DAY,
        lead=None,
        sections=(
            DraftSection(id="other", items=(DraftItem(articles=("a",)),)),
            DraftSection(id="cards", items=(DraftItem(articles=("gone",)),)),
        ),
    )
    issue = composed(draft, article("a"))
    assert [section.id for section in issue.sections] == ["other"]
    assert issue.sections[0].items[0].blurb == (Span(text="Blurb a."),)
    assert issue.subject == "Title a"


ELSEWHERE = """
[[earlier.issues]]
title = "The last one elsewhere"
date = 2024-07-19
url = "https://old.example/40"
number = 40
[[earlier.issues]]
title = "One of a day that the archive has, too"
date = 2024-07-26
url = "https://old.example/41"
[[earlier.issues]]
title = "Planned"
date = 2024-08-16
url = "https://old.example/42"
number = 42
"""
MOVED_IN = parse_newsletter(f'[newsletter]\ntitle = "W"\n{ELSEWHERE}')


def test_issues_made_elsewhere_stand_among_the_archives_own() -> None:
    """By their dates; of one day the archive's own; none of a later day."""
    material = Material(
        articles={"a": article("a")},
        blurbs={},
        past=(past(date(2024, 7, 26), 41), past(date(2024, 8, 2), 42)),
        cut_off=NOON,
    )
    issue = compose(led("a"), MOVED_IN, material)
    assert issue.earlier is not None
    assert [one.headline for one in issue.earlier.issues] == [
        "Issue 42",
        "Issue 41",
        "The last one elsewhere",
    ]
    assert issue.earlier.issues[-1].url == "https://old.example/40"
    assert issue.number == 43


@pytest.mark.parametrize(("first", "number"), [(1, 41), (60, 60)])
def test_the_first_issue_here_goes_on_from_the_last_one_elsewhere(first: int, number: int) -> None:
    """Unless `first_number` says more; an issue of a later day does not count."""
    newsletter = parse_newsletter(f'[newsletter]\ntitle = "W"\nfirst_number = {first}\n{ELSEWHERE}')
    material = Material(articles={"a": article("a")}, blurbs={}, past=(), cut_off=NOON)
    assert compose(led("a"), newsletter, material).number == number


@pytest.mark.parametrize(("first", "number"), [("", 1), ("first_number = 0", 0)])
def test_the_first_issue_of_all_has_the_first_number(first: str, number: int) -> None:
    """One, or what the settings say."""
    newsletter = parse_newsletter(f'[newsletter]\ntitle = "W"\n{first}\n')
    material = Material(articles={"a": article("a")}, blurbs={}, past=(), cut_off=NOON)
    issue = compose(led("a"), newsletter, material)
    assert issue.number == number
    assert issue.earlier is None


def test_earlier_issues_may_stay_unnamed() -> None:
    """By a setting."""
    newsletter = parse_newsletter('[newsletter]\ntitle = "W"\n[earlier]\nshow = false\n')
    before = (past(date(2024, 8, 2), 7),)
    material = Material(articles={"a": article("a")}, blurbs={}, past=before, cut_off=NOON)
    assert compose(led("a"), newsletter, material).earlier is None


def test_an_issue_links_to_itself_where_the_archive_has_an_address() -> None:
    """By its date, with a slash at its end."""
    issue = composed(led("a"), article("a"))
    assert issue.masthead.view_in_browser == "https://weekly.example.org/issues/2024-08-09/"
    newsletter = parse_newsletter('[newsletter]\ntitle = "W"\n')
    material = Material(articles={"a": article("a")}, blurbs={}, past=(), cut_off=NOON)
    assert compose(led("a"), newsletter, material).masthead.view_in_browser == ""


def test_numbers_go_on_and_earlier_issues_are_the_latest_first() -> None:
    """The issue after number 7 is number 8; later issues do not count as earlier."""
    before = (past(date(2024, 8, 2), 7), past(date(2024, 7, 26), 6), past(date(2024, 8, 16), 9))
    issue = composed(led("a"), article("a"), before=before)
    assert issue.number == 8
    assert issue.earlier is not None
    assert [one.number for one in issue.earlier.issues] == [7, 6]


def test_a_right_to_left_language_turns_the_page() -> None:
    """Arabic needs no setting of its own."""
    issue = composed(led("a"), article("a"))
    assert issue.masthead.direction == "rtl"


@pytest.mark.parametrize(
    ("language", "direction"),
    [
        *(("ckb", "rtl"), ("ku", "ltr"), ("ku-Arab", "rtl")),
        *(("az-Arab", "rtl"), ("az", "ltr"), ("pa-PK", "rtl"), ("pa", "ltr")),
        *(("he-IL", "rtl"), ("yi", "rtl"), ("dv", "rtl"), ("nqo", "rtl"), ("qqq", "ltr")),
    ],
)
def test_the_script_of_a_language_turns_the_page(language: str, direction: str) -> None:
    """Named in its tag, or the usual one there."""
    newsletter = parse_newsletter(f'[newsletter]\ntitle = "W"\nlanguage = "{language}"\n')
    material = Material(articles={"a": article("a")}, blurbs={}, past=(), cut_off=NOON)
    assert compose(led("a"), newsletter, material).masthead.direction == direction


def test_the_preheader_is_short_and_ends_between_words() -> None:
    """A long dek is cut."""
    issue = composed(led("a"), article("a", dek="word " * 60))
    assert len(issue.preheader) <= 110
    assert issue.preheader.endswith("word…")


def test_local_pictures_get_an_address_and_remote_ones_keep_theirs() -> None:
    """Two pictures of one name do not overwrite each other."""
    draft = Draft(
        date=DAY,
        lead=DraftItem(articles=("a",)),
        sections=(
            DraftSection(
                id="cards", items=(DraftItem(articles=("b",)), DraftItem(articles=("c",)))
            ),
        ),
    )
    issue = composed(
        draft,
        article("a", image=Image(url="articles/images/x.jpg")),
        article("b", image=Image(url="articles/more/x.jpg")),
        article("c", image=Image(url="https://c.example/x.jpg")),
    )
    kept = dict.fromkeys(("articles/images/x.jpg", "articles/more/x.jpg"), KEPT)
    placed, files = place_pictures(issue, "https://w.example/2024-08-09/", kept)
    urls = [item.image.url for item in placed.items if item.image]
    assert urls[0] == "https://w.example/2024-08-09/images/x.jpg"
    assert urls[1].endswith("-x.jpg")
    assert urls[2] == "https://c.example/x.jpg"
    assert sorted(files.values()) == ["articles/images/x.jpg", "articles/more/x.jpg"]


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("a/Grand Café.JPEG", PictureKind.JPEG, "Grand-Caf-.JPEG"),
        ("a/page.html", PictureKind.GIF, "page.html.gif"),
        ("a/photo.png", PictureKind.JPEG, "photo.jpg"),
        ("a/card.PNG", PictureKind.PNG, "e4726d10-card.PNG"),
        ("a/.jpg", PictureKind.JPEG, "jpg.jpg"),
    ],
)
def test_a_picture_ends_in_what_it_is(path: str, kind: PictureKind, name: str) -> None:
    """Or a web server would hand out a GIF that is also a page as a page."""
    issue = composed(led("a"), article("a", image=Image(url=path)))
    _, files = place_pictures(issue, "", {path: replace(KEPT, kind=kind)})
    assert files == {name: path}


def shown(style: SectionStyle, count: int, *, featured: bool = False) -> list[int]:
    """How wide the pictures of a section are shown."""
    pictured = Item(id="a", headline="A", source="S", image=Image(url="a.jpg"))
    section = Section(id="s", heading="", style=style, items=(pictured,) * count, featured=featured)
    issue = replace(composed(led("a"), article("a")), lead=None, sections=(section,))
    return [picture.width for picture in local_pictures(issue)]


@pytest.mark.parametrize(
    ("count", "widths"),
    [(0, []), (1, [520]), (2, [252, 252]), (3, [520, 252, 252]), (4, [252, 252, 252, 252])],
)
def test_an_odd_card_goes_first_and_wide(count: int, widths: list[int]) -> None:
    """Two stand side by side."""
    assert shown(SectionStyle.CARDS, count) == widths


def test_bullets_have_thumbnails_but_for_a_featured_first() -> None:
    """That one is set like a card."""
    assert shown(SectionStyle.BULLETS, 3) == [128, 128, 128]
    assert shown(SectionStyle.BULLETS, 3, featured=True) == [520, 128, 128]
    assert shown(SectionStyle.BULLETS, 0, featured=True) == []


def test_a_lead_is_shown_as_wide_as_the_mail() -> None:
    """Its picture is measured, and a remote one is not."""
    issue = composed(led("a"), article("a", image=Image(url="a.jpg")))
    assert [picture.width for picture in local_pictures(issue)] == [600]
    placed, _ = place_pictures(issue, "", {"a.jpg": KEPT})
    assert placed.lead is not None
    assert placed.lead.image == Image(url="images/a.jpg", alt="Title a", width=1200, height=630)
    remote = composed(led("a"), article("a", image=Image(url="https://a.example/a.jpg")))
    assert list(local_pictures(remote)) == []
    assert place_pictures(remote, "", {"a.jpg": KEPT}) == (remote, {})


def test_a_local_picture_that_is_none_is_left_out() -> None:
    """The item stays."""
    issue = composed(led("a"), article("a", image=Image(url="newsletter.toml")))
    assert [one.path for one in local_pictures(issue)] == ["newsletter.toml"]
    placed, files = place_pictures(issue, "", {})
    assert files == {}
    assert place_pictures(placed, "", {}) == (placed, {})
    assert placed.lead == replace(issue.lead, image=None) if issue.lead else False


def test_a_piece_without_a_title_is_called_by_its_opening_words() -> None:
    """Short posts in feeds often have none."""
    untitled = replace(article("a"), title="", summary="Talks went on all night. " * 9)
    issue = composed(led("a"), untitled)
    assert issue.lead is not None
    assert issue.lead.headline.startswith("Diplomacy Watch: Talks went on all night.")
    assert len(issue.lead.headline) < 120


def test_an_editors_empty_kicker_is_kept_empty() -> None:
    """The stock kicker stands in only where nobody decided."""
    bare = DraftItem(articles=("a",), kicker="")
    issue = composed(Draft(date=DAY, lead=bare), article("a"))
    assert issue.lead is not None
    assert issue.lead.kicker == ""


def test_every_article_of_a_story_is_spent() -> None:
    """Also the second of one source, and those that are not named."""
    told, again, other = (
        replace(article(name), key=f"key-{name}", source=source)
        for name, source in (("a", "one"), ("b", "one"), ("c", "two"))
    )
    issue = composed(led("a", "b", "c"), told, again, other)
    assert issue.lead is not None
    assert issue.lead.spent == ("key-a", "key-b", "key-c")
    assert [(one.source, one.key) for one in issue.lead.also] == [("two", "key-c")]


def bulleted(*items: DraftItem) -> Draft:
    """A draft without a lead, its items as bullets."""
    return Draft(date=DAY, lead=None, sections=(DraftSection(id="other", items=items),))


def carded(*items: DraftItem) -> Draft:
    """A draft without a lead, its items as cards."""
    return Draft(date=DAY, lead=None, sections=(DraftSection(id="cards", items=items),))


OWN = DraftItem(articles=(), own="own-1", blurb="AP [said](https://ap.example/1) so.\n\nTwice.")


def test_an_item_of_the_editors_own_needs_no_article() -> None:
    """Its words are printed with their links and paragraphs; no source is credited, none spent."""
    (item,) = composed(bulleted(OWN)).items
    assert (item.id, item.headline, item.source, item.url) == ("own-1", "", "", "")
    assert [paragraph.spans[-1].text for paragraph in item.body] == [" so.", "Twice."]
    assert item.body[0].spans[1] == Span(text="said", url="https://ap.example/1")
    assert (item.spent, item.name) == ((), "AP said so. Twice.")


def test_an_item_of_the_editors_own_may_lead() -> None:
    """Without a headline it has no series prefix; its opening words name the issue."""
    issue = composed(Draft(date=DAY, lead=OWN))
    assert issue.lead is not None
    assert issue.lead.headline == ""
    assert issue.subject == "AP said so. Twice."
    assert issue.preheader == "AP said so. Twice."


def test_a_blurb_of_one_paragraph_is_a_blurb_alone() -> None:
    """So that issues look as they did."""
    issue = composed(bulleted(DraftItem(articles=("a",), blurb="One.")), article("a"))
    assert [(item.blurb, item.body) for item in issue.items] == [((Span(text="One."),), ())]


def test_what_the_editor_says_of_address_byline_and_picture_wins() -> None:
    """Also when it is nothing."""
    picture = Image(url="https://a.example/a.jpg", alt="A quay", credit="Photo: A")
    told = replace(article("a", image=picture), byline="By A", key="key")
    changed = DraftItem(articles=("a",), url="https://b.example/", byline="By B", image_credit="")
    (item,) = composed(carded(changed), told).items
    assert (item.url, item.byline, item.key) == ("https://b.example/", "By B", "key")
    assert item.image == Image(url=picture.url, alt="A quay")
    (bare,) = composed(carded(DraftItem(articles=("a",), image="")), told).items
    assert bare.image is None
    (other,) = composed(carded(DraftItem(articles=("a",), image="x.jpg")), told).items
    assert other.image == Image(url="x.jpg", alt="Title a")


def test_the_headline_stands_in_for_an_alt_text_that_is_missing() -> None:
    """But not where the editor wants none."""
    told = article("a", image=Image(url="https://a.example/a.jpg"))
    (item,) = composed(carded(DraftItem(articles=("a",), headline="Mine")), told).items
    assert item.image is not None
    assert item.image.alt == "Mine"
    (silent,) = composed(carded(DraftItem(articles=("a",), image_alt="")), told).items
    assert silent.image is not None
    assert silent.image.alt == ""
    lead = composed(led("a"), told).lead
    assert lead is not None
    assert lead.image is not None
    assert lead.image.alt == "Title a"


def sourced(*names: str) -> list[Article]:
    """Articles of one event, each of a source called so."""
    return [replace(article(f"id{at}"), source=name) for at, name in enumerate(names)]


def also(blurb: str, *names: str, settings: str = "") -> tuple[list[str], int]:
    """The sources named under a bullet with this blurb, and how many more are counted."""
    articles = sourced(*names)
    newsletter = parse_newsletter(
        '[newsletter]\ntitle = "T"\n[[sections]]\nid = "other"\nheading = "O"\n' + settings
    )
    draft = bulleted(DraftItem(articles=tuple(one.id for one in articles), blurb=blurb))
    known = {one.id: one for one in articles}
    issue = compose(draft, newsletter, Material(articles=known, blurbs={}, past=(), cut_off=NOON))
    (item,) = issue.items
    assert len(item.also) + len(item.unnamed) == len({*names}) - 1
    return [one.source for one in item.also], item.more


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("", (["B", "C", "D"], 2)),
        ("[blurbs]\nalso = 5", (["B", "C", "D", "E", "F"], 0)),
        ("also = 1", (["B"], 4)),
        ("also = 0", ([], 0)),
        ("also = false", ([], 0)),
        ("also = 4\n[blurbs]\nalso = 0", (["B", "C", "D", "E"], 1)),
    ],
)
def test_so_many_other_sources_are_named_and_the_rest_counted(
    settings: str, expected: tuple[list[str], int]
) -> None:
    """Three of them, as [blurbs] says, or as the section says."""
    assert also("Talks.", *"ABCDEF", settings=settings) == expected


def test_a_source_that_the_blurb_names_is_not_named_again() -> None:
    """In whatever letters, but only as a name of its own."""
    names = ("A", "Reuters", "AP", "Al Jazeera")
    assert also("REUTERS reported, al jazeera too; maps apart.", *names) == (["AP"], 0)


def test_a_strangers_link_is_text() -> None:
    """Only the editor's words make links, and the program's own credits."""
    words = "See [this](https://evil.example/x) now. " * 30
    told = replace(article("a"), text=words)
    lead = composed(led("a"), told).lead
    assert lead is not None
    assert "See this now." in lead.words
    assert not any(span.url for paragraph in lead.body for span in paragraph.spans)


def test_a_lead_with_a_summary_alone_is_told_by_its_blurb() -> None:
    """In as many paragraphs as the blurb has."""
    told = replace(article("a"), text="Sum a.", html="<p>Sum a.</p>")
    material = Material(articles={"a": told}, blurbs={"a": "One.\n\nTwo."}, past=(), cut_off=NOON)
    lead = compose(led("a"), NEWSLETTER, material).lead
    assert lead is not None
    assert lead.words == "One.\nTwo."
