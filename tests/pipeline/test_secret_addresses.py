"""A secret in a source's address stays in the environment, whatever becomes of the source."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape

import pytest
from pipeline.newsletters import newsletter_in, workspace_at
from servers import Reply, Request, serving

from digest.errors import DigestError
from digest.pipeline.build import build_issue
from digest.pipeline.collection import collect_articles
from digest.pipeline.publication import publish_issue
from digest.pipeline.workspace import Voice, Workspace

DAY = date(2024, 8, 2)
SECRET = "hUsh/hUsh+42&x"
MARK = b"hush"
ITEM = """<item><title>{title}</title>{link}<pubDate>Wed, 31 Jul 2024 10:0{number}:00 GMT</pubDate>
<description>{title} opened its doors on Wednesday. &lt;a href="{more}"&gt;More of it&lt;/a&gt;
&lt;img src="{more}&amp;amp;width=600" width="600"&gt; hUsh/&lt;!-- --&gt;hUsh+42&amp;amp;x
</description></item>"""


def feed_with(secret: str) -> bytes:
    """A feed that repeats what it was asked with, and has relative links."""
    absolute = f"https://news.example/1?key={escape(quote(secret, safe=''))}&amp;p=1"
    links = (
        f"<link>{absolute}</link><guid>{absolute}</guid>",
        "<link>post/2</link>",
        f"<link>https://news.example/{escape(secret)}/3</link>",
        '<link xml:base="./deep/">4</link>',
        "<link>?p=5</link>",
    )
    items = "".join(
        ITEM.format(title=title, link=link, number=number, more=escape(absolute))
        for number, (title, link) in enumerate(
            zip(("Harbour", "Bridge", "Market", "Station", "Theatre"), links, strict=True)
        )
    )
    return (
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        f"<title>News for {escape(secret)}</title><link>https://news.example/</link>"
        f'<atom:link rel="self" href="{absolute}"/><description>x</description>{items}'
        "</channel></rss>"
    ).encode()


Answers = Callable[[Request], Reply]


def told_back(request: Request) -> Reply:
    """The feed, with the secret in its headers, too."""
    headers = {"Content-Type": "application/rss+xml", "ETag": f'"{request.path}"'}
    return Reply(headers=headers, body=feed_with(SECRET))


def sent_on(request: Request) -> Reply:
    """Moved for good, to an address with the secret."""
    if request.path.startswith("/new"):
        return told_back(request)
    return Reply(status=301, headers={"Location": f"/new{request.path}"})


def lost(request: Request) -> Reply:
    """Sent on, and nothing there."""
    if request.path.startswith("/lost"):
        return Reply(status=404)
    return Reply(status=302, headers={"Location": f"/lost{request.path}"})


def led_astray(request: Request) -> Reply:
    """Sent to what is no web address."""
    return Reply(status=302, headers={"Location": f"ftp://a.example{request.path}"})


def no_feed(request: Request) -> Reply:
    """A page that names its address."""
    return Reply(body=f"<html><body>{request.path} is not here</body></html>".encode())


def jobs(workspace: Workspace) -> Iterator[Callable[[], object]]:
    """All that a week brings; twice, since what was kept is read again."""
    for _ in range(2):
        yield lambda: collect_articles(workspace, force=True).require_an_answer()
        yield lambda: build_issue(workspace, DAY)
        yield lambda: publish_issue(workspace, DAY, force=True)


QUERY, PATH, LOGIN = "/feed?key=${FEED_KEY}", "/u/${FEED_KEY}/feed", "//me:${FEED_KEY}@"


@pytest.mark.parametrize(
    ("address", "answers"),
    [
        *[(address, told_back) for address in (QUERY, PATH, LOGIN)],
        (QUERY, sent_on),
        *[(PATH, answers) for answers in (lost, led_astray, no_feed)],
    ],
)
def test_it_is_nowhere_in_the_folder_or_what_is_said(
    tmp_path: Path, address: str, answers: Answers
) -> None:
    """Collected, built and published, or failed: settings, store, issues, archive, messages."""
    said: list[str] = []
    newsletter_in(tmp_path)
    settings = tmp_path / "newsletter.toml"
    with serving(answers) as server:
        at = server.url("")
        url = at.replace("//", LOGIN) + "/feed" if address == LOGIN else at + address
        settings.write_text(
            settings.read_text().replace(
                'path = "articles"', f'url = "{url}"\nallow_private = true'
            )
        )
        workspace = replace(
            workspace_at(tmp_path, DAY),
            environment={"FEED_KEY": SECRET},
            voice=Voice(progress=said.append, note=said.append, warn=said.append),
        )
        for job in jobs(workspace):
            try:
                said.append(repr(job()))
            except DigestError as error:
                said.append(str(error))
        assert server.asked
    leaks = [
        str(path.relative_to(tmp_path))
        for path in tmp_path.rglob("*")
        if path.is_file() and MARK in path.read_bytes().lower()
    ]
    assert leaks == []
    assert MARK not in "".join(said).lower().encode()
    issues = list(tmp_path.glob("issues/2024-08-02/issue.html"))
    assert bool(issues) == (answers in {told_back, sent_on})
    if issues:
        html = issues[0].read_text()
        assert re.findall(r'(?:href|src)="[^"]*FEED_KEY', html) == []
        assert "opened its doors" in html


def test_a_missing_secret_is_said_and_nothing_is_asked(tmp_path: Path) -> None:
    """With its name and what to do."""
    newsletter_in(tmp_path)
    settings = tmp_path / "newsletter.toml"
    with serving({}) as server:
        url = server.url("/${FEED_KEY}")
        settings.write_text(settings.read_text().replace('path = "articles"', f'url = "{url}"'))
        collection = collect_articles(workspace_at(tmp_path, DAY))
        assert server.asked == []
    assert [one.reason for one in collection.failures] == [
        "its address names ${FEED_KEY}, which is not set in the environment; "
        "set it where digest runs; a scheduled run reads .digest/environment: FEED_KEY='…'"
    ]
