"""An issue in; what stands in Ghost's mail of it, and that mail as far as it is known, out.

Ghost puts masthead and footer of its own around a body, drops all style sheets that come with it,
and writes its own rules on each element for whatever that does not say itself.
"""

import re
from dataclasses import replace
from pathlib import Path

from digest.model.articles import Image
from digest.model.issues import Issue, Item
from digest.rendering import merge_tags
from digest.rendering.bodies.own_look import keep_own_look
from digest.rendering.inliner import inline_styles
from digest.rendering.issue import HTML_TEMPLATE, template_context
from digest.rendering.mjml import convert_mjml
from digest.rendering.self_check import raise_if_lost
from digest.rendering.tag_escape import escape_in_markup, write_entities
from digest.rendering.templates import markup_template, text_template

TITLE_TEMPLATE = "title.txt.j2"

# What Ghost would say of an element is said already: that it is as around it.
_AS_AROUND = """<style class="inlined">
td { font-family: inherit; font-size: inherit; line-height: inherit; color: inherit; }
p, h1, h2, h3, ul, li, blockquote { font-size: inherit; line-height: inherit; color: inherit; }
h1, h2, h3 { font-weight: 700; }
a { text-decoration: underline; }
ul, li, blockquote { margin: 0; padding: 0; border: 0; font-style: inherit; }
blockquote { font-weight: inherit; letter-spacing: inherit; }
</style></head>"""
_BUTTON = 'style="border-collapse:separate;line-height:100%;"'
"""On the table of a button, which says no width of its own: Ghost would make it as wide as all."""

_INSIDE = re.compile(r"<body[^<>]*>(.*)</body>", re.DOTALL)
# On a page that is wider than the mail it would stand on both sides of it.
_GROUND = re.compile(r'(<div[^<>]*class="ground"[^<>]*) style="[^"<>]*"')
# Ghost tears a style with quotes in it apart, and a face needs none.
_STYLE = re.compile(r"""\sstyle=(?:"([^"<>]*)"|'([^'<>]*)')""")
_QUOTED_NAME = re.compile(r"'([A-Za-z][\w-]*(?: [A-Za-z][\w-]*)*)'")
# Ghost's rules for telephones set the sizes of h1 to h6 against any style of theirs.
_HEADING = re.compile(r"<(/?)h([1-6])(?=[\s>])")
# Ghost turns entities back into characters before it looks for its tags.
_TAG_IN_ENTITIES = "&#37;&#123;"
_PARTED = "&#37;&#8288;&#123;"


def render_ghost_body(
    issue: Issue, *, overrides: Path | None = None, brought: Path | None = None, pictures: str = ""
) -> str:
    """The HTML of `issue` for a card in a Ghost post; raises RenderError.

    `brought` is as it is for `render_mail`. `pictures` is the address under which the files beside
    the issue stand on the web, with a slash at its end; without one it goes without them,
    as nothing travels inside Ghost's mail.
    """
    shown = replace(_with_pictures_at(issue, pictures), preheader="")
    template = markup_template(HTML_TEMPLATE, overrides, issue.layout, "ghost", brought)
    html = convert_mjml(template, template_context(shown))
    before = html.replace("</head>", _AS_AROUND, 1).replace(_BUTTON, f'{_BUTTON[:-1]}width:auto;"')
    after = inline_styles(before)
    raise_if_lost(before, after, [escape_in_markup(item.id) for item in shown.items])
    written = merge_tags.write_tags(write_entities(after), issue.service)
    found = _INSIDE.search(written)
    inside = found[1] if found else written
    parted = inside.replace(_TAG_IN_ENTITIES, _PARTED)
    quoted = _STYLE.sub(_without_quotes, _GROUND.sub(r"\1", parted, count=1))
    return keep_own_look(_HEADING.sub(_paragraph, quoted)).strip()


def render_ghost_title(
    issue: Issue, *, overrides: Path | None = None, brought: Path | None = None
) -> str:
    """The title of the post, in a line; raises RenderError."""
    template = text_template(TITLE_TEMPLATE, overrides, issue.layout, "ghost", brought)
    return " ".join(template.render(template_context(issue)).split())


def _paragraph(found: re.Match[str]) -> str:
    return "</p" if found[1] else f'<p role="heading" aria-level="{found[2]}"'


def _without_quotes(found: re.Match[str]) -> str:
    style = (found[1] or found[2] or "").replace("&quot;", '"').replace('"', "'")
    plain = _QUOTED_NAME.sub(r"\1", style)
    return f' style="{plain}"'


def _with_pictures_at(issue: Issue, base: str) -> Issue:
    def placed(item: Item) -> Item:
        return replace(item, image=_placed(item.image, base))

    sections = tuple(
        replace(section, items=tuple(map(placed, section.items))) for section in issue.sections
    )
    return replace(issue, lead=placed(issue.lead) if issue.lead else None, sections=sections)


def _placed(image: Image | None, base: str) -> Image | None:
    if image is None or not image.url.startswith("images/"):
        return image
    return replace(image, url=base + image.url) if base else None
