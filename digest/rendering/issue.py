"""The steps of rendering, in order: templates, MJML, inlining, self-check, merge tags, mail."""

from collections.abc import Mapping
from pathlib import Path

from digest.model.issues import Issue, RenderedIssue
from digest.rendering import merge_tags
from digest.rendering.dates import IssueDates
from digest.rendering.inliner import inline_styles
from digest.rendering.links import IssueLinks
from digest.rendering.message import AttachedPicture, write_message
from digest.rendering.mjml import convert_mjml
from digest.rendering.plaintext import Footnotes
from digest.rendering.self_check import raise_if_lost
from digest.rendering.tag_escape import escape_in_markup, write_entities
from digest.rendering.templates import Template, markup_template, text_template

HTML_TEMPLATE = "issue.mjml.j2"
TEXT_TEMPLATE = "issue.txt.j2"


def render_mail(
    issue: Issue,
    *,
    overrides: Path | None = None,
    brought: Path | None = None,
    pictures: tuple[AttachedPicture, ...] = (),
) -> RenderedIssue:
    """The final bytes of `issue`; the same issue and templates always give the same bytes.

    `overrides` is the newsletter's own template folder; a file in it takes the place of the stock
    template of that name, and one in its `layouts/` does so in that layout. `brought` is the folder
    of the layout where an extension brings it. `pictures` travel inside the mail instead of being
    fetched by its reader.
    Raises RenderError when a template fails, or when the inliner lost something.
    """
    html = render_html(issue, overrides, brought)
    text = render_text(issue, overrides, brought)
    # A layout may do without some: mail programs list what is attached and not shown.
    shown = tuple(one for one in pictures if f'"{one.url}"' in html)
    return RenderedIssue(
        issue=issue, html=html, text=text, eml=write_message(issue, html, text, shown)
    )


def render_html(issue: Issue, overrides: Path | None, brought: Path | None = None) -> str:
    """The HTML of `issue`, with its service's merge tags; raises RenderError."""
    template = markup_template(HTML_TEMPLATE, overrides, issue.layout, brought=brought)
    before = convert_mjml(template, template_context(issue))
    after = inline_styles(before)
    raise_if_lost(before, after, [escape_in_markup(item.id) for item in issue.items])
    # Only now: the inliner turns entities back into characters.
    return merge_tags.write_tags(write_entities(after), issue.service)


def render_text(issue: Issue, overrides: Path | None, brought: Path | None = None) -> str:
    """The plain text of `issue`; raises RenderError."""
    template: Template = text_template(TEXT_TEMPLATE, overrides, issue.layout, brought=brought)
    text = template.render({**template_context(issue), "ref": Footnotes()})
    return merge_tags.write_tags(text.strip() + "\n", issue.service)


def template_context(issue: Issue) -> Mapping[str, object]:
    """What the templates of an issue may print; docs/templates.md describes each name."""
    left_to_right = issue.masthead.direction != "rtl"
    return {
        "issue": issue,
        "theme": issue.theme,
        "tags": merge_tags.place_tags(issue),
        "links": IssueLinks(issue),
        "dates": IssueDates(issue.masthead),
        "start": "left" if left_to_right else "right",
        "end": "right" if left_to_right else "left",
    }
