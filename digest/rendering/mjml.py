"""An MJML template in; HTML, or an error with the template's line, out (the only user of mjml)."""

import re
from collections.abc import Mapping

from mjml import mjml2html

from digest.errors import RenderError
from digest.rendering.balance import first_imbalance
from digest.rendering.templates import Template

_POSITION = re.compile(r"(\d+):\d+\s*$")


def to_html(template: Template, context: Mapping[str, object]) -> str:
    """The HTML of `template` for `context`; raises RenderError where it is no MJML."""
    source = template.render(context)
    try:
        # Without fonts={} the HTML would load web fonts from elsewhere.
        return mjml2html(source, fonts={}, disable_comments=True)
    except ValueError as error:
        position, reason = _place(source, str(error))
        where = template.line_at(context, position)
        raise RenderError(f"{where}: {reason}\n    {_excerpt(source, position)}") from None


def _place(source: str, message: str) -> tuple[int, str]:
    if found := first_imbalance(source):
        return found
    reason = f"this is no MJML ({_POSITION.sub('', message).strip().removesuffix(' at position')})"
    if match := _POSITION.search(message):
        # The parser counts bytes.
        return len(source.encode()[: int(match[1])].decode(errors="ignore")), reason
    return 0, reason


def _excerpt(source: str, position: int) -> str:
    return source[position : position + 120].strip().partition("\n")[0]
