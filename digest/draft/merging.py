"""The editor's page and a new proposal in; the page with what is new out, nothing of it lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from digest.config.settings import Newsletter
from digest.draft.assembling import assembled
from digest.draft.confirming import confirmations, unknown_articles, unknown_on_lines
from digest.draft.deciding import Decided, Group, decided
from digest.draft.fitting import Offered, offered
from digest.draft.fresh import finished, fresh_page, ids_of, newest, written_story
from digest.draft.gathering import Wishes, gathered
from digest.draft.headings import heading_prints
from digest.draft.memory import Memory
from digest.draft.news import News, in_words, news_of
from digest.draft.page import LEAD, Page, PageStory
from digest.draft.parsing import page_of
from digest.draft.renewing import Renewed, is_untouched, renewed_story
from digest.draft.telling import REMARK, Week, week_of
from digest.model.stories import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """The page as it should stand now, and each change to it in a sentence."""

    text: str
    changes: tuple[str, ...] = ()


def merged_page(
    text: str, proposal: Proposal, newsletter: Newsletter, *, date: date, sent: bool = False
) -> Merge:
    """`text` with the news of `proposal`: what the editor wrote, moved or left out stays so.

    A page that nobody has changed gives way to the proposal, unless readers have had it (`sent`).
    Merging twice changes nothing. Raises DraftError for a page with problems.
    """
    name = f"drafts/{date.isoformat()}.toml"
    page = page_of(text, name=name, newsletter=newsletter, sent=sent)
    if page.edited:
        merged, changes = _into_edited(page, week_of(proposal, newsletter))
    else:
        merged = fresh_page(proposal, newsletter, date=date)
        changes = _proposed_anew(page, proposal)
    return Merge(text=_as_before(text, merged), changes=tuple(changes))


def _proposed_anew(page: Page, proposal: Proposal) -> list[str]:
    """What is printed now that was not on `page`, what no longer is, and a new lead."""
    before = [story for story in page.stories if story.section]
    known = {one for story in before for one in story.articles}
    picks = [story for _, story in proposal.picks]
    printed = {one for story in picks for one in ids_of(story)}
    came = [one.headline for one in picks if known.isdisjoint(ids_of(one))]
    went = [
        story.texts.get("headline") or story.articles[0]
        for story in before
        if printed.isdisjoint(story.articles)
    ]
    lead = next((story for story in before if story.section == LEAD), None)
    changes = [f"came in: {in_words(came)}"] * bool(came)
    changes += [f"went out: {in_words(went)}"] * bool(went)
    if proposal.lead and (lead is None or proposal.lead.article.id not in lead.articles):
        changes.append(f"the lead is now {in_words([proposal.lead.headline])}")
    if not changes:
        return []
    return [f"Nobody has edited the page yet, so it was proposed anew; {'; '.join(changes)}."]


def _into_edited(page: Page, week: Week) -> tuple[str, list[str]]:
    """What the editor did stays; what is new goes below the line [candidates]."""
    wishes, news = decided(page), news_of(page, week)
    standing = [*wishes.printed, *_kept_below(wishes, page.memory)]
    places = gathered(
        week.proposal,
        [story.articles for story in standing],
        Wishes(
            dropped={one for group in wishes.dropped for one in group},
            together=wishes.together,
            apart=wishes.apart,
        ),
    )
    wishes = replace(wishes, together=places.together)
    stories = [
        renewed_story(story, articles, news)
        for story, articles in zip(standing, places.standing, strict=True)
    ]
    near = _near(week, stories)
    candidates = sorted(places.candidates, key=lambda group: week.place_of(group) is None)
    below = offered(week, candidates, listed=page.listed, outside=page.outside, near=near)
    written = [
        written_story(week, "", one, [*news.marks(one), *_near_remark(one, near)])
        for one in below.listed
    ]
    bordered = below.with_border([[*lines, ""] for lines, _ in written])
    lines = assembled(page, stories, bordered, wishes, week, remarks=below.remarks())
    memory = Memory(
        edited=True,
        headings=heading_prints(week.newsletter, page),
        stories=tuple([one.remembered for one in stories] + [story for _, story in written]),
        listed_until=newest(week) if below.left_out else None,
    )
    changes = [change for one in stories for change in one.changes]
    mistyped = unknown_on_lines(unknown_articles(page, week), lines)
    confirmed = confirmations(page, wishes, week)
    changes = [*mistyped, *confirmed, *changes, *_arrivals(below, news)]
    return finished(lines, memory), changes


def _near(week: Week, stories: Sequence[Renewed]) -> dict[str, str]:
    """The headline on the page of the printed story that each article was grouped with."""
    printed = {
        article: one.headline
        for one in stories
        if one.story.section
        for article in one.remembered.articles
    }
    near: dict[str, str] = {}
    for whole in week.proposal.stories:
        # The program's order decides which of several, as that of the page may change by merging.
        for headline in [printed[one] for one in ids_of(whole) if one in printed][:1]:
            near |= dict.fromkeys(ids_of(whole), headline)
    return near


def _near_remark(articles: Group, near: Mapping[str, str]) -> list[str]:
    headline = next((near[one] for one in articles if one in near), None)
    return [] if headline is None else [f"{REMARK} near: “{headline}” on your page"]


def _kept_below(wishes: Decided, memory: Memory) -> list[PageStory]:
    """The candidates that the editor changed; the others are placed anew by rank."""
    below = (story for story in wishes.stories if not story.section)
    return [story for story in below if not is_untouched(story, memory)]


def _arrivals(below: Offered, news: News) -> list[str]:
    """The new candidates; those outside the queries are counted."""
    listed = below.fitting[: below.fitting_listed]
    changes = [f"new: {news.week.named(one[0])}" for one in listed if news.is_new(one)]
    outside = [one for one in below.outside if news.is_new(one)]
    if outside:
        first = news.week.named(outside[0][0])
        changes.append(f"new outside your queries: {len(outside)}, the first: {first}")
    return changes


def _as_before(text: str, merged: str) -> str:
    """`merged` with the line ends and the byte order mark of `text`."""
    if "\r\n" in text:
        merged = merged.replace("\n", "\r\n")
    return "\ufeff" + merged if text.startswith("\ufeff") else merged
