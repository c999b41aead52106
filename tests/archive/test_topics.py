"""What recurs becomes a topic, for good; a section is one, too."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from archive.samples import DAY, PAGE, issue, item, rendered
from archive.test_website import SITE, PlainPages, publish_all, site_files

from digest.archive.catalogue import Catalogue, CatalogueEntry, list_entries
from digest.archive.issue_folder import save_issue
from digest.archive.publication import freeze_issue, reopen_issue
from digest.archive.topics import Topic, gather_topics, topics_by_issue
from digest.archive.website import rebuild_site
from digest.model.issues import Issue, Item, Span
from digest.model.website import TopicKind


def telling(number: int, *words: str) -> Issue:
    """The issue of that number, a week after the one before, with an item for each of `words`."""
    made = issue(DAY + timedelta(weeks=number), number=number, lead="A quiet week")
    items = tuple(told(f"story {number} {at}", text) for at, text in enumerate(words))
    return replace(made, sections=(replace(made.sections[0], items=items),))


def told(headline: str, text: str) -> Item:
    """An item that says `text`."""
    return replace(item(headline), blurb=(Span(text=text),))


def entries(issues: Path, made: Sequence[Issue]) -> tuple[CatalogueEntry, ...]:
    """The catalogue of an archive of these."""
    publish_all(issues, made)
    return tuple(list_entries(issues, Catalogue()))


def names(topics: Sequence[Topic]) -> dict[str, int]:
    """The topics that are names, with how many stories each has."""
    return {one.name: len(one.stories) for one in topics if one.kind is TopicKind.NAME}


def test_a_name_is_a_topic_when_a_third_issue_tells_of_it(tmp_path: Path) -> None:
    """Twice, or thrice in one issue, is not enough."""
    made = [
        telling(1, "They asked Amalia Fenn.", "Nobody asked Rosa Quill.", "He saw Rosa Quill."),
        telling(2, "It was for Amalia Fenn.", "They met Rosa Quill."),
        telling(3, "Nobody saw Amalia Fenn.", "They left Kessim."),
    ]
    assert names(gather_topics(entries(tmp_path, made))) == {"Amalia Fenn": 3}


def test_a_surname_and_a_title_are_the_same_person(tmp_path: Path) -> None:
    """As long as nobody else is called so; the title is known by standing small elsewhere."""
    made = [
        telling(1, "They asked Amalia Fenn.", "Nobody paid Fenn."),
        telling(2, "It was for Amalia Fenn.", "They met President Fenn.", "The president left."),
        telling(3, "Nobody saw Amalia Fenn.", "It was Fenn’s map."),
    ]
    assert names(gather_topics(entries(tmp_path, made))) == {"Amalia Fenn": 6}


def test_two_of_one_surname_are_two(tmp_path: Path) -> None:
    """And the bare surname is neither's."""
    made = [
        telling(at, "They asked Amalia Fenn.", "They met Tobias Fenn.", "It was for Fenn.")
        for at in (1, 2, 3)
    ]
    found = names(gather_topics(entries(tmp_path, made)))
    assert (found["Amalia Fenn"], found["Tobias Fenn"]) == (3, 3)


def test_the_words_of_a_name_are_not_taken_apart(tmp_path: Path) -> None:
    """North and South Orl are two places, though both words stand small elsewhere."""
    made = [
        telling(at, "They left North Orl.", "They met in South Orl.", "It lies north and south.")
        for at in (1, 2, 3)
    ]
    assert names(gather_topics(entries(tmp_path, made))) == {"North Orl": 3, "South Orl": 3}


def test_a_source_is_no_topic(tmp_path: Path) -> None:
    """Wires like to name themselves."""
    made = [telling(at, "It was told to Harbour Wire.") for at in (1, 2, 3)]
    assert names(gather_topics(entries(tmp_path, made))) == {}


def test_what_a_topic_is_called_stays(tmp_path: Path) -> None:
    """Also when another of that name comes up: its address must not change."""
    made = [telling(at, "They asked Amalia Fenn.", "It was for Fenn.") for at in (1, 2, 3)]
    found = entries(tmp_path, made)
    before = {one.slug: one.name for one in gather_topics(found)}
    more = [telling(at, "They asked Tobias Fenn.") for at in (4, 5, 6)]
    after = {one.slug: one.name for one in gather_topics(entries(tmp_path, more))}
    assert after.items() >= before.items()
    assert after["tobias-fenn"] == "Tobias Fenn"


def test_an_issue_names_its_topics_most_told_first(tmp_path: Path) -> None:
    """For the foot of its page."""
    made = [
        telling(at, "They left Orl.", "It was Rosa Quill.", "He saw Rosa Quill.")
        for at in (1, 2, 3)
    ]
    found = entries(tmp_path, made)
    by_issue = topics_by_issue(found, gather_topics(found))
    assert [one.name for one in by_issue[made[0].date]] == ["Rosa Quill", "Orl"]


def test_every_script_has_an_address(tmp_path: Path) -> None:
    """ASCII where letters have a form in it, else a fingerprint; never the page of the list."""
    made = [telling(at, "Они уехали в Кессим.", "They left Ærøskøbing.") for at in (1, 2, 3)]
    slugs = [one.slug for one in gather_topics(entries(tmp_path, made))]
    assert all(slug.isascii() and slug.replace("-", "").isalnum() for slug in slugs)
    assert len(set(slugs)) == len(slugs) >= 3


def weeks(count: int) -> list[Issue]:
    """Issues that all tell of one, and of another until the second."""
    return [
        telling(at, "They left Orl.", "It was Rosa Quill." if at < 4 else "It was nobody.")
        for at in range(1, count + 1)
    ]


def test_topics_have_pages_of_their_own(tmp_path: Path) -> None:
    """Named in the list, on the index and in the site map."""
    publish_all(tmp_path, weeks(3))
    rebuild_site(tmp_path, SITE, PlainPages())
    files = site_files(tmp_path)
    assert {"topics/index.html", "topics/orl.html", "topics/rosa-quill.html"} <= set(files)
    assert "Orl" in files["index.html"].decode().splitlines()
    assert f"{SITE.url}/topics/orl.html" in files["sitemap.xml"].decode()


def test_a_new_issue_makes_only_the_pages_of_its_topics(tmp_path: Path) -> None:
    """However many there are."""
    *first, last = weeks(4)
    publish_all(tmp_path, first)
    rebuild_site(tmp_path, SITE, PlainPages())
    publish_all(tmp_path, [last])
    changed = rebuild_site(tmp_path, SITE, PlainPages())
    assert "topics/orl.html" in changed
    assert "topics/rosa-quill.html" not in changed


def test_a_page_of_what_is_no_topic_any_more_goes(tmp_path: Path) -> None:
    """After a correction that takes the third issue away; and whatever else was left there."""
    made = weeks(3)
    publish_all(tmp_path, made)
    rebuild_site(tmp_path, SITE, PlainPages())
    (tmp_path / "topics" / "stray.html").write_text("stray")
    line = reopen_issue(tmp_path, made[-1].date, text="It was nobody.", on=date(2024, 9, 2))
    corrected = replace(telling(3, "They left Orl."), correction=line)
    save_rendered(tmp_path, corrected)
    changed = rebuild_site(tmp_path, SITE, PlainPages())
    assert {"topics/rosa-quill.html", "topics/stray.html"} <= set(changed)
    names_left = {path.name for path in (tmp_path / "topics").iterdir()}
    assert names_left == {"index.html", "orl.html", "section-other.html"}


def save_rendered(issues: Path, made: Issue) -> None:
    """Build and publish a corrected issue."""
    save_issue(issues, rendered(made), page=PAGE)
    freeze_issue(issues, made.date)
