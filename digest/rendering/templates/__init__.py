"""Template folders in; templates whose errors name file and line, out (the home of Jinja)."""

from digest.rendering.templates.lookup import template_texts
from digest.rendering.templates.template import (
    Template,
    markup_template,
    page_template,
    text_template,
)

__all__ = ["Template", "markup_template", "page_template", "template_texts", "text_template"]
