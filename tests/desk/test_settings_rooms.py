"""The rooms of sources, settings and a new newsletter, over HTTP, as a browser without script."""

import re
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from desk.desks import Answer, FakeMaker, RunningDesk, running, shown
from desk.newsletters import start
from desk.sent_forms import send_file, send_form
from servers import Reply, Server, serving

from digest.checks.stock_texts import STOCK_ADDRESSES, STOCK_WORDS
from digest.config import load_newsletter
from digest.pipeline.settings_form import form_fields, named_field

HOSTILE = "<script>alert(1)</script> & 'Co'"
ITEM = (
    "<item><title>{title}</title><link>https://wire.example/{number}</link>"
    "<pubDate>Thu, 08 Aug 2024 10:00:00 GMT</pubDate><description>{title}</description></item>"
)


def rss(title: str, *headlines: str) -> Reply:
    """A feed of that title."""
    items = "".join(
        ITEM.format(title=headline, number=number) for number, headline in enumerate(headlines)
    )
    feed = f"<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>"
    return Reply(headers={"Content-Type": "application/rss+xml"}, body=feed.encode())


SITE = {
    "/wire": rss("The Wire", "Grain ships sail", "Plums are ripe"),
    "/quoted": rss("A &quot;quoted&quot; feed", "Harbour"),
    "/hostile": Reply(
        body=b"".join(
            b"<link rel='alternate' type='application/rss+xml' href='/%d'"
            b' title="&lt;script&gt;alert(%d)&lt;/script&gt;">' % (number, number)
            for number in (1, 2)
        )
    ),
}
OPML = b"""<opml version="2.0"><body><outline text="World">
<outline type="rss" text="One" xmlUrl="https://one.example/feed"/>
<outline type="rss" text="Two" xmlUrl="https://two.example/feed"/>
</outline></body></opml>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A newsletter of one source."""
    return start(tmp_path)


@pytest.fixture
def desk(folder: Path) -> Iterator[RunningDesk]:
    """A desk over it."""
    with running(FakeMaker(shown), folder) as running_desk:
        yield running_desk


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A site with feeds."""
    with serving(SITE) as site:
        yield site


def settings(folder: Path) -> str:
    """What stands in newsletter.toml."""
    return (folder / "newsletter.toml").read_text()


def followed(desk: RunningDesk, answer: Answer) -> str:
    """The page that an answer leads to, once nothing is being waited for there."""
    assert answer.status == 303, answer.body
    for _ in range(100):
        page = desk.get(answer.headers["location"])
        if page.status == 303 or 'http-equiv="refresh"' not in page.body:
            return page.body
        time.sleep(0.1)
    raise TimeoutError(answer.headers["location"])


@pytest.mark.parametrize(
    ("fields", "lines", "said"),
    [
        ({"act": "weigh", "weight": "1.1", "was": "1.0"}, "weight = 1.1\n", "counts 1.1 now"),
        ({"act": "pause"}, "paused = true\n", "is paused"),
        ({"act": "rename", "name": HOSTILE}, f'name = "{HOSTILE}"\n', "is called"),
    ],
)
def test_a_source_is_changed_and_the_change_taken_back(
    desk: RunningDesk, folder: Path, fields: dict[str, str], lines: str, said: str
) -> None:
    """In its own lines; what was done is said, with a form that undoes it."""
    before = settings(folder)
    page = followed(desk, send_form(desk, "/sources/change", {**fields, "source": "Desk"}))
    assert lines in settings(folder)
    assert said in page
    assert "<script>alert" not in page
    back = page.partition('class="done-note"')[2].partition("</form>")[0]
    hidden = {
        name: unescape(value)
        for name, value in re.findall(r'name="([\w-]+)" value="([^"]*)"', back)
        if name not in {"token", "back"}
    }
    followed(desk, send_form(desk, "/sources/change", hidden))
    after = load_newsletter(folder).sources
    assert [(one.label, one.weight, one.paused) for one in after] == [("Desk", 1.0, False)]
    assert len(settings(folder)) - len(before) in {0, len("weight = 1.0\n")}


def test_a_source_is_removed_after_its_lines_were_shown(desk: RunningDesk, folder: Path) -> None:
    """One question, with what goes."""
    before = settings(folder)
    asked = desk.get("/sources?remove=Desk").body
    assert "<del>- path = &#34;articles&#34;</del>" in asked
    assert settings(folder) == before
    followed(desk, send_form(desk, "/sources/change", {"act": "remove", "source": "Desk"}))
    assert load_newsletter(folder).sources == ()
    assert "There is no source yet" in desk.get("/sources").body


def test_what_cannot_be_is_said_and_nothing_is_written(desk: RunningDesk, folder: Path) -> None:
    """In sentences, with the room as it was."""
    before = settings(folder)
    for fields, said in (
        ({"act": "weigh", "source": "Desk", "weight": "11"}, "less than or equal to 10"),
        ({"act": "weigh", "source": "Desk", "weight": "x"}, "A weight is a number"),
        ({"act": "pause", "source": "Dsk"}, "did you mean Desk?"),
        ({"act": "rename", "source": "Desk", "name": ""}, "a source needs a name"),
        ({"act": "explode", "source": "Desk"}, "load the page anew"),
    ):
        refused = send_form(desk, "/sources/change", fields)
        assert refused.status == 422
        assert said in unescape(refused.body)
        assert "Nothing was written." in refused.body
    assert settings(folder) == before


def test_an_address_answers_before_it_is_added(
    desk: RunningDesk, folder: Path, server: Server
) -> None:
    """What is there is said; only then, and only when asked, it is written."""
    before = settings(folder)
    look = {"address": server.url("/wire"), "own-network": "yes"}
    looked = send_file(desk, "/sources/look", look)
    page = followed(desk, looked)
    assert "<b>The Wire</b> 2 articles" in page
    assert "2 of them are of this week." in page
    assert settings(folder) == before
    name = looked.headers["location"].partition("look=")[2]
    added = followed(desk, send_form(desk, "/sources/add", {"look": name, "number": "0"}))
    assert "Added The Wire." in added
    assert [one.label for one in load_newsletter(folder).sources] == ["Desk", "The Wire"]
    again = followed(desk, send_form(desk, "/sources/add", {"look": name, "number": "0"}))
    assert "stood in newsletter.toml already" in again


def test_what_a_stranger_calls_its_feed_is_only_shown(
    desk: RunningDesk, folder: Path, server: Server
) -> None:
    """Before it is added and after, and where there are several to choose from."""
    look = {"address": f"{server.url('/quoted')} {server.url('/hostile')}", "own-network": "yes"}
    looked = send_file(desk, "/sources/look", look)
    page = followed(desk, looked)
    assert "&lt;script&gt;alert(2)" in page
    assert "A &#34;quoted&#34; feed" in page
    name = looked.headers["location"].partition("look=")[2]
    page += followed(desk, send_form(desk, "/sources/add", {"look": name, "number": "0"}))
    page += desk.get("/sources").body
    assert "<script>alert" not in page
    assert 'A "quoted"' not in page
    assert len(load_newsletter(folder).sources) == 2


def test_a_private_address_is_asked_only_when_the_editor_says_so(
    desk: RunningDesk, server: Server
) -> None:
    """The box beside the address."""
    page = followed(desk, send_file(desk, "/sources/look", {"address": server.url("/wire")}))
    assert "Add it" not in page
    assert "private" in page or "own network" in page


def test_a_readers_list_is_shown_and_added_as_a_whole(desk: RunningDesk, folder: Path) -> None:
    """Its folders become sections; no server is asked."""
    looked = send_file(desk, "/sources/look", {}, file=OPML, name="feeds.opml")
    page = followed(desk, looked)
    assert "The file lists 2 feeds. No server was asked." in page
    name = looked.headers["location"].partition("look=")[2]
    followed(desk, send_form(desk, "/sources/add", {"look": name}))
    newsletter = load_newsletter(folder)
    assert [one.label for one in newsletter.sources] == ["Desk", "One", "Two"]
    assert newsletter.sections[-1].heading == "World"
    refused = send_file(desk, "/sources/look", {}, file=b"no list", name="feeds.opml")
    assert refused.status == 422
    assert "OPML" in refused.body


def test_the_form_shows_its_lines_and_then_writes_them(desk: RunningDesk, folder: Path) -> None:
    """Shown by a plain address; written by a form; the rest stays to the byte."""
    before = settings(folder)
    query = "newsletter.title=Weekly+%26+more&was.newsletter.title=Test+Weekly"
    page = desk.get(f"/settings?{query}").body
    assert "<del>- title = &#34;Test Weekly&#34;</del>" in page
    assert "<ins>+ title = &#34;Weekly &amp; more&#34;</ins>" in page
    assert settings(folder) == before
    fields = {"newsletter.title": "Weekly & more", "was.newsletter.title": "Test Weekly"}
    saved = followed(desk, send_form(desk, "/settings", fields))
    assert "Saved." in saved
    assert settings(folder) == before.replace("Test Weekly", "Weekly & more")


STOCK = {one.where for one in (*STOCK_WORDS, *STOCK_ADDRESSES) if "newsletter.toml" in one.where}


@pytest.mark.parametrize("where", sorted(STOCK))
def test_all_that_a_new_newsletter_must_replace_can_be_replaced_in_the_room(
    desk: RunningDesk, where: str
) -> None:
    """Each has a field, which a finding's link leads to."""
    field = named_field(where)
    page = desk.get("/settings").body
    assert f'id="{field}" name="{field}"' in page


def test_what_every_mail_says_is_written(desk: RunningDesk, folder: Path) -> None:
    """In tables that were not there yet, too; a service is chosen."""
    fields = {
        "mail.sender": "Desk <desk@weekly.example>",
        "mail.list_id": "weekly.weekly.example",
        "mail.service": "ghost",
        "colophon.reason": "You asked for it.",
        "colophon.address": "2 Quay, 20457 Hamburg",
        "colophon.unsubscribe_url": "https://weekly.example/off",
        "colophon.preferences_url": "https://weekly.example/mine",
        "archive.url": "https://weekly.example/archive/",
    }
    followed(desk, send_form(desk, "/settings", fields))
    assert fields.items() <= form_fields(load_newsletter(folder)).items()
    refused = send_form(desk, "/settings", {"mail.sender": "nobody"})
    assert refused.status == 422
    assert "is not one mail address" in refused.body


def test_a_form_that_is_filled_in_has_an_address(desk: RunningDesk) -> None:
    """A reload keeps it, emptied fields too; the token is not in it."""
    partial = {**desk.editor, "HX-Request": "true"}
    query = "newsletter.title=&was.newsletter.title=Test+Weekly&down=other&token=x"
    answer = desk.ask("GET", f"/settings?{query}", partial)
    address = answer.headers["hx-replace-url"]
    assert address == "/settings?newsletter.title=&was.newsletter.title=Test+Weekly"


def test_what_others_wrote_meanwhile_is_shown_and_not_lost(desk: RunningDesk, folder: Path) -> None:
    """The field alone is refused, once, with both texts; the other change stays."""
    text = settings(folder).replace('"Test Weekly"', '"Theirs"\ntagline = "Theirs, too"')
    (folder / "newsletter.toml").write_text(text)
    fields = {"newsletter.title": "Mine", "was.newsletter.title": "Test Weekly"}
    conflict = send_form(
        desk, "/settings", {**fields, "newsletter.tagline": "", "was.newsletter.tagline": ""}
    )
    assert conflict.status == 409
    assert "newsletter.title was changed" in conflict.body
    assert '<dd dir="auto">Mine</dd>' in conflict.body
    assert '<dd dir="auto">Theirs</dd>' in conflict.body
    assert settings(folder) == text
    knowing = {"newsletter.title": "Mine", "was.newsletter.title": "Theirs"}
    assert send_form(desk, "/settings", knowing).status == 303
    assert settings(folder) == text.replace('"Theirs"', '"Mine"')


def test_a_setting_that_cannot_be_is_told_beside_the_form(desk: RunningDesk, folder: Path) -> None:
    """Every problem, and what was typed stays in its field."""
    before = settings(folder)
    fields = {"newsletter.timezone": "Mars", "theme.accent": "reddish"}
    refused = send_form(desk, "/settings", fields)
    assert refused.status == 422
    assert "is not a time zone" in refused.body
    assert "is no color" in refused.body
    assert 'value="Mars"' in refused.body
    assert settings(folder) == before


def test_whoever_only_looks_finds_no_form_that_writes(folder: Path) -> None:
    """The rooms are there, to be read."""
    with running(FakeMaker(shown), folder, may_edit=False) as desk:
        for room in ("/sources", "/settings"):
            page = desk.get(room)
            assert page.status == 200
            assert 'method="post"' not in page.body
        assert send_form(desk, "/settings", {"newsletter.title": "X"}).status == 403
        assert send_form(desk, "/sources/change", {"act": "pause", "source": "Desk"}).status == 403


def test_a_form_with_sections_that_are_gone_is_shown_with_those_there_are(
    desk: RunningDesk, folder: Path
) -> None:
    """A bookmark, or a form that was open while the file was changed; its other text is kept."""
    sent = {"sections": "gone other", "was.sections": "gone other", "newsletter.tagline": "New"}
    assert desk.get(f"/settings?{urlencode(sent)}").status == 200
    assert send_form(desk, "/settings", {**sent, "was.newsletter.tagline": ""}).status == 303
    assert 'tagline = "New"' in settings(folder)
