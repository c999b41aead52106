"""The newsletter's own MJML templates: their tags, each with its place for a message."""

from collections.abc import Iterator
from typing import NamedTuple

from digest.checks.mail import Mail
from digest.checks.mjml_source import Tag, tags_of


class Place(NamedTuple):
    """A tag of a template of the newsletter's own."""

    template: str
    tag: Tag

    @property
    def block(self) -> str:
        """How a finding names the place: file and line."""
        return f"templates/{self.template}:{self.tag.line}"


def template_tags(mail: Mail) -> Iterator[Place]:
    """The tags of the newsletter's own MJML templates, by file and line."""
    for name, source in sorted(mail.templates.items()):
        if ".mjml" in name:
            for tag in tags_of(source):
                yield Place(name, tag)
