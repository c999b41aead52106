"""A draft and its proposal in; the issue that they make, before it is rendered, out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from digest.composition import Material, compose
from digest.locales import written_date
from digest.model.articles import Article
from digest.model.issues import Issue
from digest.pipeline.drafts import Drafted
from digest.pipeline.holdings import holdings
from digest.pipeline.workspace import Workspace
from digest.selection.blurbs import blurb


def compose_issue(workspace: Workspace, drafted: Drafted, *, offline: bool = True) -> Issue:
    """The issue of a draft, its local pictures by their paths from the newsletter's folder."""
    proposed = drafted.proposed
    material = Material(
        articles=_articles(workspace, drafted, offline=offline),
        blurbs=_blurbs(workspace, drafted),
        past=proposed.past,
        cut_off=proposed.proposal.window.end,
        stories={
            article.id: story for story in proposed.proposal.stories for article in story.articles
        },
    )
    issue = compose(drafted.draft, workspace.newsletter, material)
    return replace(issue, correction=_correction(workspace, proposed.date))


def _articles(workspace: Workspace, drafted: Drafted, *, offline: bool) -> Mapping[str, Article]:
    """What the page refers to, the lead with the text of its page where that is asked for."""
    articles = drafted.proposed.articles
    lead = drafted.draft.lead
    printed = (
        next((articles[one] for one in lead.articles if one in articles), None) if lead else None
    )
    if printed is None or not workspace.newsletter.lead.full_text:
        return articles
    from digest.pipeline.full_text import add_full_text

    return {**articles, printed.id: add_full_text(workspace, printed, offline=offline)}


def _blurbs(workspace: Workspace, drafted: Drafted) -> dict[str, str]:
    """A blurb for each printed article of the page, also where the editor chose another one."""
    proposed = drafted.proposed
    blurbs = {story.article.id: story.blurb for story in proposed.proposal.stories if story.blurb}
    for item in drafted.draft.items:
        printed = next((one for one in item.articles if one in proposed.articles), "")
        if item.read and printed == item.articles[0]:
            blurbs[printed] = item.read
        elif printed and printed not in blurbs:
            blurbs[printed] = blurb(
                [proposed.articles[printed]], words=workspace.newsletter.blurbs.words
            )
    return blurbs


def _correction(workspace: Workspace, day: date) -> str:
    """The lines that an issue reopened for a correction carries, each with its day in words."""
    language = workspace.newsletter.newsletter.language
    return "\n".join(
        f"{written_date(one.on, 'long', language)}: {one.text}"
        for one in holdings(workspace, day).corrections()
    )
