"""The steps of rendering, in order: templates, MJML, inlining, self-check, merge tags, mail."""

from collections.abc import Mapping
from pathlib import Path

from digest.model.issues import Issue, RenderedIssue
from digest.rendering import merge_tags
from digest.rendering.dates import IssueDates
from digest.rendering.inlining import inline
from digest.rendering.links import IssueLinks
from digest.rendering.losses import raise_if_lost
from digest.rendering.message import Picture, message
from digest.rendering.mjml import to_html
from digest.rendering.plaintext import Footnotes
from digest.rendering.shielding import carried, entities
from digest.rendering.templates import Template, markup_template, text_template

HTML_TEMPLATE = "issue.mjml.j2"
TEXT_TEMPLATE = "issue.txt.j2"


def render(
    issue: Issue, *, overrides: Path | None = None, pictures: tuple[Picture, ...] = ()
) -> RenderedIssue:
    """The final bytes of `issue`; the same issue and templates always give the same bytes.

    `overrides` is the newsletter's own template folder; a file in it takes the place of the stock
    template of that name. `pictures` travel inside the mail instead of being fetched by its reader.
    Raises RenderError when a template fails, or when the inliner lost something.
    """
    html = html_part(issue, overrides)
    text = text_part(issue, overrides)
    return RenderedIssue(
        issue=issue, html=html, text=text, eml=message(issue, html, text, pictures)
    )


def html_part(issue: Issue, overrides: Path | None) -> str:
    """The HTML of `issue`, with its service's merge tags; raises RenderError."""
    template = markup_template(HTML_TEMPLATE, overrides)
    before = to_html(template, context(issue))
    after = inline(before)
    raise_if_lost(before, after, [carried(item.id) for item in issue.items])
    # Only now: the inliner turns entities back into characters.
    return merge_tags.written(entities(after), issue.service)


def text_part(issue: Issue, overrides: Path | None) -> str:
    """The plain text of `issue`; raises RenderError."""
    template: Template = text_template(TEXT_TEMPLATE, overrides)
    text = template.render({**context(issue), "ref": Footnotes()})
    return merge_tags.written(text.strip() + "\n", issue.service)


def context(issue: Issue) -> Mapping[str, object]:
    """What the templates of an issue may print; docs/templates.md tells of each name."""
    left_to_right = issue.masthead.direction != "rtl"
    return {
        "issue": issue,
        "theme": issue.theme,
        "tags": merge_tags.placed(issue),
        "links": IssueLinks(issue),
        "dates": IssueDates(issue.masthead),
        "start": "left" if left_to_right else "right",
        "end": "right" if left_to_right else "left",
    }
