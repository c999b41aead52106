"""The rich issue as a whole, so that a change of any template shows as a diff to be read.

`pytest --update-golden` writes both files anew.
"""

from collections.abc import Callable

from rendering.issues import rich_issue

from digest.rendering import render_mail


def test_the_html_is_what_was_last_approved(golden: Callable[[str, str], str]) -> None:
    """A line a section; what changed is what a reader will see changed."""
    html = render_mail(rich_issue()).html
    assert html == golden("rich.html", html)


def test_the_text_is_what_was_last_approved(golden: Callable[[str, str], str]) -> None:
    """Read it once as a reader would."""
    text = render_mail(rich_issue()).text
    assert text == golden("rich.txt", text)
