"""Each service's own tags reach the mail whole, in links and in text."""

from dataclasses import replace

import pytest
from rendering.issues import rich_issue
from rendering.pages import Page

from digest.model.presentation import Colophon, EmailService
from digest.rendering import render_mail


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        (EmailService.MAILCHIMP, ("*|UNSUB|*", "*|UPDATE_PROFILE|*", "*|ARCHIVE|*")),
        (
            EmailService.BUTTONDOWN,
            ("{{ unsubscribe_url }}", "{{ manage_subscription_url }}", "{{ email_url }}"),
        ),
        (
            EmailService.LISTMONK,
            ("{{ UnsubscribeURL }}", "{{ ManageURL }}", "{{ MessageURL }}"),
        ),
        (EmailService.GHOST, ("%%{unsubscribe_url}%%",)),
        (EmailService.KIT, ("{{ unsubscribe_url }}", "{{ subscriber_preferences_url }}")),
    ],
)
def test_a_service_gets_its_tags(service: EmailService, expected: tuple[str, ...]) -> None:
    """As the address of a link in HTML, and in the plain text."""
    rendered = render_mail(replace(rich_issue(), service=service))
    for tag in expected:
        assert f'href="{tag}"' in rendered.html
        assert f"\n{tag}\n" in rendered.text
    assert "https://harbour.example/unsubscribe" not in rendered.html


def test_mailchimp_prints_the_address_that_it_knows() -> None:
    """Its terms ask for its own address line."""
    rendered = render_mail(replace(rich_issue(), service=EmailService.MAILCHIMP))
    assert "*|LIST:ADDRESSLINE|*" in rendered.html
    assert "*|LIST:ADDRESSLINE|*" in rendered.text


def test_where_a_service_has_no_tag_the_newsletters_own_page_stands() -> None:
    """Ghost has none for preferences."""
    links = Page(render_mail(replace(rich_issue(), service=EmailService.GHOST)).html).links()
    assert "https://harbour.example/preferences" in links


def test_plain_prints_the_newsletters_own_pages() -> None:
    """No service, no tag."""
    links = Page(render_mail(rich_issue()).html).links()
    assert "https://harbour.example/unsubscribe?list=watch&reader=1" in links
    assert "https://harbour.example/preferences" in links
    assert links[-1] == "https://harbour.example/issues/2024-08-09/"


def test_plain_without_pages_prints_no_link() -> None:
    """No link is better than a dead one."""
    rendered = render_mail(replace(rich_issue(), colophon=Colophon(address="4 Quay Lane")))
    assert "Unsubscribe" not in rendered.html
    assert "4 Quay Lane" in rendered.html
