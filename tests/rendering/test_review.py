"""The question over an issue: whatever a feed says stays text, in HTML that mail programs show."""

from html.parser import HTMLParser

import pytest
from desk.hostile import HIDING, LEAVING, PIECES, fill
from hypothesis import given
from hypothesis import strategies as st
from rendering.issues import arabic_issue, plain_issue, rich_issue

from digest.model.issues import Issue, RenderedIssue
from digest.model.reviews import ReviewLine, ReviewPart, ReviewRequest
from digest.rendering import render_mail
from digest.rendering.review import render_review

ISSUE = RenderedIssue(
    issue=plain_issue(),
    html="<html><head><title>T</title></head><body><p>Issue</p></body></html>",
    text="Issue\n",
    eml=b"",
)


def request(text: str) -> ReviewRequest:
    """A question in which `text` stands wherever one of a feed, an editor or a server may."""
    return ReviewRequest(
        title=text,
        day="2024-08-09",
        number=41,
        subject=text,
        heading=text,
        plan=text,
        facts=text,
        desk=text,
        parts=tuple(
            ReviewPart(name="Sources", lines=(ReviewLine(words=text, tone=tone),))
            for tone in ("", "warning", "error")
        ),
    )


class Tags(HTMLParser):
    """Every tag, attribute and comment of a page, without its words."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep it."""
        self.found.append(f"{tag} {attrs}")

    def handle_data(self, data: str) -> None:
        """Keep it."""
        self.words += data

    def handle_comment(self, data: str) -> None:
        """Keep it."""
        self.found.append(data)


def read(html: str) -> Tags:
    """The page as a mail program reads it."""
    parser = Tags()
    parser.feed(html)
    parser.close()
    return parser


def tags_of(html: str) -> list[str]:
    """What of the page is markup."""
    return read(html).found


MARKS = render_review(request("words"), ISSUE)[0].count("review-box")
SHOWN = read(render_review(request("words"), ISSUE)[0]).words.count("words")
PLAIN = tags_of(render_review(request("words"), ISSUE)[0])


@pytest.mark.parametrize("piece", [*PIECES, *LEAVING, *HIDING])
def test_hostile_text_is_text(piece: str) -> None:
    """No tag, no attribute and no comment comes of it."""
    text = fill(piece, stranger="https://stranger.example", desk="https://desk.example")
    page = read(render_review(request(text), ISSUE)[0])
    assert page.found == PLAIN
    assert page.words.count(text) == SHOWN


@given(st.text(max_size=80))
def test_any_text_is_text(text: str) -> None:
    """Whatever is in it."""
    html, plain = render_review(request(text), ISSUE)
    assert tags_of(html) == PLAIN
    assert plain.endswith("\n\n\nIssue\n")


def test_an_issue_of_odd_markup_still_shows_the_question_first() -> None:
    """A layout of the newsletter's own may have no head and no body."""
    for html in ("<p>Issue</p>", "<BODY class='x'><p>Issue</p></BODY>", "", "<head></head>Issue"):
        odd = RenderedIssue(issue=plain_issue(), html=html, text="", eml=b"")
        page, _ = render_review(request("question"), odd)
        assert page.index("question") < (page.find("Issue") if "Issue" in html else len(page))
        assert page.count("review-box") == MARKS


@pytest.mark.parametrize("issue", [rich_issue(), arabic_issue()], ids=["rich", "arabic"])
def test_the_question_stays_small(issue: Issue) -> None:
    """Gmail cuts a mail at 102 kB, and the issue is below; it reads from left to right."""
    rendered = render_mail(issue)
    html, text = render_review(request("Some words of a feed"), rendered)
    assert len(html) - len(rendered.html) < 9_000
    assert 'lang="en" dir="ltr"' in html
    assert all(len(line) <= 78 for line in text.splitlines()[:40])
