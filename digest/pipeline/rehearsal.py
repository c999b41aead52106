"""The page in; the mail as it would be under each of the best leads, nothing of it written, out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from digest.draft import edit_page, read_draft
from digest.draft.edits.taking import take_in
from digest.draft.page.page import LEAD
from digest.errors import DraftError, RenderError
from digest.model.articles import Article
from digest.model.drafts import Draft
from digest.model.edits import Several
from digest.model.issues import RenderedIssue
from digest.model.stories import Story
from digest.pipeline.composing import compose_issue
from digest.pipeline.drafts import Drafted
from digest.pipeline.pictures import illustrate
from digest.pipeline.proposing import why_unfit
from digest.pipeline.toolchain import render_issue
from digest.pipeline.workspace import Workspace
from digest.selection.leads import possible_leads
from digest.text import columns, counted

ABREAST = 3
"""How many leads are seen beside each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadFact:
    """Something to know about an issue under a lead, and whether it is a reason against it."""

    text: str
    is_broken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleLead:
    """A story that may lead: its told article, what it is called, its score."""

    story: str
    headline: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """The issue under one lead. `edit` makes it so; None for the one that leads now.

    `behind` is how many points it lacks to that one, less than 0 where it has more; `score` is None
    for a story that has none.
    """

    story: str
    headline: str
    rendered: RenderedIssue
    pictures: Mapping[str, bytes]
    facts: tuple[LeadFact, ...]
    score: float | None = None
    behind: float = 0.0
    edit: Several | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsals:
    """The leads beside each other, the present one first, and what else may lead."""

    shown: tuple[Rehearsal, ...] = ()
    others: tuple[PossibleLead, ...] = ()


def rehearse_leads(
    workspace: Workspace, drafted: Drafted, *, chosen: Sequence[str] = ()
) -> Rehearsals:
    """The present page, and as it would be under the best two other leads, or those `chosen`."""
    proposed = drafted.proposed
    lead = drafted.draft.lead
    present = {*lead.articles, lead.own} if lead else set()
    rivals = [
        story
        for story in possible_leads(proposed.proposal, workspace.newsletter)
        if present.isdisjoint(one.id for one in story.articles)
        and drafted.draft.decisions.drops.isdisjoint(one.id for one in story.articles)
    ]
    best = [story for story in rivals if story.article.id in chosen] if chosen else rivals
    shown = [_present(workspace, drafted)]
    for story in best:
        if len(shown) == ABREAST:
            break
        if rehearsed := _under(workspace, drafted, story, shown[0].score):
            shown.append(rehearsed)
    seen = {one.story for one in shown}
    others = (
        PossibleLead(story=one.article.id, headline=one.headline, score=one.score)
        for one in rivals
        if one.article.id not in seen
    )
    return Rehearsals(shown=tuple(shown), others=tuple(others))


def _present(workspace: Workspace, drafted: Drafted) -> Rehearsal:
    lead = drafted.draft.lead
    stories = drafted.proposed.proposal.stories
    story = next(
        (one for one in stories if lead and {a.id for a in one.articles} & {*lead.articles}), None
    )
    rehearsed = _rendered(workspace, drafted, drafted.draft)
    return replace(
        rehearsed,
        story=(lead.own or lead.articles[0]) if lead else "",
        score=story.score if story else None,
    )


def _under(
    workspace: Workspace, drafted: Drafted, story: Story, first: float | None
) -> Rehearsal | None:
    """The issue that `story` leads; None where the page refuses it, or it cannot be set."""
    try:
        page = drafted.page
        edit = take_in(page, named_articles(story.articles), LEAD)
        after = edit_page(page, edit, unfit=lambda picture: why_unfit(workspace, picture))
        rehearsed = _rendered(workspace, drafted, read_draft(after))
    except (DraftError, RenderError):
        return None
    return replace(
        rehearsed,
        story=story.article.id,
        score=story.score,
        behind=(first or story.score) - story.score,
        edit=edit,
        facts=(LeadFact(text=counted(len(story.sources), "source")), *rehearsed.facts[1:]),
    )


def named_articles(articles: Sequence[Article]) -> dict[str, str]:
    """Each article's id with the words by which the page names it."""
    return {one.id: f"{one.source}: {one.heading}" for one in articles}


def _rendered(workspace: Workspace, drafted: Drafted, draft: Draft) -> Rehearsal:
    issue = compose_issue(workspace, replace(drafted, draft=draft))
    shown = illustrate(workspace, issue)
    rendered = render_issue(
        shown.issue,
        templates=workspace.templates,
        brought=workspace.brought_layout(issue.layout),
        pictures=shown.files,
    )
    return Rehearsal(
        story="",
        headline=issue.lead.name if issue.lead else "",
        rendered=rendered,
        pictures=shown.files,
        facts=tuple(_facts(workspace, rendered)),
    )


def _facts(workspace: Workspace, rendered: RenderedIssue) -> Iterator[LeadFact]:
    issue = rendered.issue
    lead = issue.lead
    sources = {lead.source, *(one.source for one in (*lead.also, *lead.unnamed))} if lead else set()
    yield LeadFact(text=counted(len(sources - {""}), "source"))
    width, limit = columns(issue.subject), workspace.newsletter.check.subject_length
    over = width > limit
    yield LeadFact(text=f"Subject {width}{f', over {limit}' if over else ''}", is_broken=over)
    shows = workspace.newsletter.lead.image
    if shows and lead:
        yield LeadFact(text="A picture" if lead.image else "No picture", is_broken=not lead.image)
    if lead and not lead.paragraphs:
        yield LeadFact(text="No text", is_broken=True)
