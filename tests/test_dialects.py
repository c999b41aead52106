"""The table of merge tags: every service stands in it, and knows its own tags from others'."""

import pytest

from digest.model.dialects import DIALECTS
from digest.model.presentation import EmailService

OTHERS = {
    EmailService.PLAIN: ("{{ name }}", "*|UNSUB|*", "%%{name}%%", ""),
    EmailService.MAILCHIMP: ("{{ name }}", "%%{name}%%", "*| |*", "a *|UNSUB|*", ""),
    EmailService.BUTTONDOWN: ("*|UNSUB|*", "%%{name}%%", "{{}}", "to {{ name }}", ""),
    EmailService.LISTMONK: ("*|UNSUB|*", "%%{name}%%", "{{}}", "{% if %}", ""),
    EmailService.KIT: ("*|UNSUB|*", "%%{name}%%", "{{}}", "to {{ name }}", ""),
    EmailService.GHOST: ("*|UNSUB|*", "{{ name }}", "{Name}", "%%{name}", ""),
}


@pytest.mark.parametrize("service", EmailService)
def test_what_a_service_is_written_for_it_replaces(service: EmailService) -> None:
    """A tag that the renderer prints is never one that the check takes for another's."""
    dialect = DIALECTS[service]
    assert [tag for tag in dialect.tags.values() if not dialect.replaces(tag)] == []


@pytest.mark.parametrize("service", EmailService)
def test_a_service_leaves_the_others_tags_alone(service: EmailService) -> None:
    """As it leaves words around a tag, and nothing at all."""
    assert [text for text in OTHERS[service] if DIALECTS[service].replaces(text)] == []
