"""Lead and sections: front matter, queries, caps, pins."""

from dataclasses import replace

from selection.news import WEEK, article, newsletter, places, three_events

from digest.model.stories import Decisions, Pin
from digest.selection import explain, select


def test_a_local_piece_that_says_lead_leads() -> None:
    """`lead: true` in front matter beats any coverage."""
    own = replace(article("own", "Our view of the harbour", source="articles"), lead=True)
    assert places(select([*three_events(), own], newsletter(), window=WEEK))["own"] == "lead"


def test_a_local_piece_goes_to_the_section_it_names() -> None:
    """Front matter places it without a match, and nowhere else."""
    sections = [
        {"id": "fish", "heading": "Fish", "match": "herring"},
        {"id": "more", "heading": "More"},
    ]
    own = replace(article("own", "Lighthouse keeper retires", source="articles"), section="fish")
    found = places(select([*three_events(), own], newsletter(sections=sections), window=WEEK))
    assert found["own"] == found["h1"] == "fish"


def test_a_source_with_a_section_may_lead_and_keeps_its_cap_there() -> None:
    """A folder of feeds is no reason to hide the week's largest story, or to fill a section."""
    sections = [
        {"id": "fish", "heading": "Fish", "match": "section:fish", "per_source": 2, "items": 5},
        {"id": "more", "heading": "More", "match": "chess"},
    ]
    herring = [replace(one, section="fish") for one in three_events() if one.id.startswith("h")]
    words = ("Trawler sinks", "Cannery opens", "Nets stolen", "Pier closes")
    busy = [
        replace(article(f"b{at}", title, source="Busy"), section="fish")
        for at, title in enumerate(words)
    ]
    found = places(select([*herring, *busy], newsletter(sections=sections), window=WEEK))
    assert found["h1"] == "lead"
    assert sorted(found[f"b{at}"] for at in range(4)) == ["candidate"] * 2 + ["fish"] * 2


def test_a_folder_with_a_section_of_its_own_may_lead() -> None:
    """Its pieces name no section themselves; one that does stays where it says."""
    sections = [{"id": "more", "heading": "More"}, {"id": "fish", "heading": "Fish"}]
    settings = newsletter(
        sections=sections, sources=[{"path": "desk", "name": "Desk", "section": "more"}]
    )
    piece = replace(article("own", "Keeper retires", source="Desk"), file="desk/own.md")
    usual, named = replace(piece, section="more"), replace(piece, section="fish")
    assert places(select([usual], settings, window=WEEK))["own"] == "lead"
    proposal = select([named], settings, window=WEEK)
    assert places(proposal)["own"] == "fish"
    why = explain(proposal, settings)
    assert why.reasons == ("every story belongs to a section by its front matter",)
    assert explain(proposal, settings, "own").reasons == ("its front matter says section: fish",)


def test_a_cap_is_the_reason_where_the_source_has_a_section() -> None:
    """Such a story needs no match, so that a match that fails is no reason."""
    sections = [{"id": "fish", "heading": "Fish", "match": "cod", "per_source": 1}]
    pieces = [
        replace(article(f"b{at}", title, source="Busy"), section="fish")
        for at, title in enumerate(("Trawler sinks", "Cannery opens", "Nets stolen"))
    ]
    settings = newsletter(sections=sections, lead={"show": False})
    proposal = select(pieces, settings, window=WEEK)
    left = proposal.candidates[0].id
    assert explain(proposal, settings, left).reasons == ("fish: cap: 1 item of Busy in already",)


def test_a_section_takes_only_what_matches_and_empty_ones_vanish() -> None:
    """Herring goes to the fish; the section on chess is not there."""
    sections = [
        {"id": "chess", "heading": "Chess", "match": "chess"},
        {"id": "fish", "heading": "Fish", "match": "herring OR cod"},
    ]
    proposal = select(three_events(), newsletter(sections=sections), window=WEEK)
    assert [picks.section for picks in proposal.sections] == ["fish"]
    assert places(proposal)["f1"] == "candidate"


def test_no_source_has_more_items_than_its_cap_and_a_pin_does_not_count() -> None:
    """Two of four pieces of one source are taken; a pin adds a third."""
    titles = ("Bridge opens", "Orchestra tours", "Vineyard sold", "Glacier shrinks")
    articles = [article(f"n{at}", title) for at, title in enumerate(titles)]
    sections = [{"id": "more", "heading": "More", "per_source": 2}]
    settings = newsletter(sections=sections, lead={"show": False})
    found = places(select(articles, settings, window=WEEK))
    assert sorted(found.values()) == ["candidate", "candidate", "more", "more"]
    pins = tuple(Pin(article=f"n{at}", section="more") for at in range(3))
    pinned = select(articles, settings, window=WEEK, decisions=Decisions(pins=pins))
    assert sorted(places(pinned).values()) == ["candidate", "more", "more", "more"]


def test_pins_keep_their_order() -> None:
    """Stories stand in the order in which they were pinned."""
    pins = tuple(Pin(article=name, section="more") for name in ("h1", "g2", "f2"))
    proposal = select(three_events(), newsletter(), window=WEEK, decisions=Decisions(pins=pins))
    assert [story.id for story in proposal.sections[0].stories] == ["h1", "g1", "f1"]
    assert proposal.lead is None


def test_only_what_matches_may_lead() -> None:
    """The herring leads where [lead] match asks for it; nothing does where nothing matches."""
    fishy = select(three_events(), newsletter(lead={"match": "herring"}), window=WEEK)
    assert fishy.lead is not None
    assert fishy.lead.id == "h1"
    assert select(three_events(), newsletter(lead={"match": "chess"}), window=WEEK).lead is None
