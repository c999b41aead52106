"""A mail as different inboxes show it."""

import pytest

from digest.desk.mail.inboxes import Colours, mail_page

MAIL = (
    '<html><head><meta name="color-scheme" content="light dark">'
    "<style>@media screen and (prefers-color-scheme:dark) { p { color: white } }"
    "@media (PREFERS-COLOR-SCHEME: light) { p { color: black } }</style></head>"
    '<body><a href="images/map.png"><img src="images/map.png"></a></body></html>'
)
ALWAYS, NEVER = "(min-width: 0px)", "(min-width: 999999px)"


@pytest.mark.parametrize(
    ("colours", "dark_rule", "light_rule", "scheme"),
    [
        (Colours.LIGHT, NEVER, ALWAYS, "light"),
        (Colours.DARK, ALWAYS, NEVER, "dark"),
        (Colours.GMAIL, NEVER, NEVER, "light"),
    ],
)
def test_the_mails_own_rules_follow_the_choice_not_the_browser(
    colours: Colours, dark_rule: str, light_rule: str, scheme: str
) -> None:
    """No condition on the browser's own scheme is left."""
    page = mail_page(MAIL, colours, pictures={})
    assert f"@media screen and {dark_rule} {{" in page
    assert f"@media {light_rule} {{" in page
    assert f'content="{scheme}"' in page
    assert "prefers-color-scheme" not in page.lower()


def test_only_pictures_are_led_to_the_disk() -> None:
    """A link keeps the address that readers will follow."""
    page = mail_page(MAIL, Colours.LIGHT, pictures={"images/": "/archive/d/images/"})
    assert '<img src="/archive/d/images/map.png">' in page
    assert '<a href="images/map.png">' in page


def test_links_open_beside_the_desk() -> None:
    """Also in a mail whose template has no head."""
    assert '<base target="_blank">' in mail_page(MAIL, Colours.LIGHT, pictures={})
    assert '<base target="_blank">' in mail_page("<p>Bare</p>", Colours.LIGHT, pictures={})
