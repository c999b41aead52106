"""What an editor is asked and the issue in; the mail's HTML and text, the question on top, out."""

import re
from pathlib import Path

from digest.model.issues import RenderedIssue
from digest.model.reviews import ReviewRequest
from digest.rendering.templates import page_template, text_template

_HEAD_END = re.compile(r"</head>", re.IGNORECASE | re.ASCII)
_BODY = re.compile(r"<body(?:\s[^>]*)?>", re.IGNORECASE | re.ASCII)


def render_review(
    request: ReviewRequest, rendered: RenderedIssue, *, overrides: Path | None = None
) -> tuple[str, str]:
    """The HTML and the text; the issue below is as readers would get it. Raises RenderError."""
    context = {"review": request}
    styles = page_template("review/styles.html.j2", overrides).render({})
    block = page_template("review/mail.html.j2", overrides).render(context)
    text = text_template("review/mail.txt.j2", overrides).render(context)
    html = rendered.html
    head, body = _HEAD_END.search(html), _BODY.search(html)
    # A layout of the newsletter's own may have neither.
    first = head.start() if head else 0
    second = body.end() if body else first
    first = min(first, second)
    marked = f"{html[:first]}{styles}{html[first:second]}{block}{html[second:]}"
    return marked, f"{text.strip()}\n\n\n{rendered.text}"
