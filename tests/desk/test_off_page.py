"""What is not on the page: seen, taken in, swapped, decided on; by plain forms and links."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk.newsletters import search_in, workspace_in
from desk.rooms import Room, open_room
from pipeline.newsletters import write_piece
from starlette.requests import Request
from starlette.responses import Response

from digest.desk.desk import Desk
from digest.desk.live import LiveIssue
from digest.desk.rooms import page
from digest.desk.views.lists import Lists
from digest.model.stories import Proposal
from digest.pipeline.issue_maker import IssueMaker
from digest.pipeline.workspace import Workspace
from digest.selection.finding import StoryIndex, index_stories


@pytest.fixture
def room(drafted: Path) -> Iterator[Room]:
    """The desk over it."""
    with open_room(drafted) as opened:
        yield opened


def late(drafted: Path) -> None:
    """A piece that comes after the page was written, and that the program would lead with."""
    write_piece(drafted, "Late", "2024-08-08")


def test_what_was_left_out_says_why_and_is_taken_in(room: Room) -> None:
    """The desk's source has its limit of three."""
    words = room.words("/?list=left-out")
    assert "No story told by three sources or more is missing from the page." in words
    assert "Desk has 3 stories in “In other news” already, its limit." in words
    take = take_of(room)
    assert room.send("/take", take=take, back="list=left-out").status == 303
    above = room.page.partition("\n[candidates]")[0]
    assert f'"{take.partition(":")[0]}"' in above
    assert "Left out 0" in room.words("/")


def take_of(room: Room) -> str:
    """What takes the story in that is left out."""
    body = room.desk.get("/?list=left-out").body
    return body.partition('name="take" value="')[2].partition('"')[0]


def test_a_story_is_swapped_with_the_one_that_stands_in_its_way(room: Room) -> None:
    """The page has as many stories as before."""
    before = room.page.count('section = "other"')
    take = take_of(room)
    name = take.partition(":")[0]
    swap = room.button("/?list=left-out", f"{take}:")
    leaves = swap.rpartition(":")[2]
    assert room.send("/take", take=swap).status == 303
    above, _, below = room.page.partition("\n[candidates]")
    below = below.partition("\n[decisions]")[0]
    assert above.count('section = "other"') == before
    assert f'"{name}"' in above
    assert f'"{leaves}"' not in above
    assert f'"{leaves}"' in below


def test_candidates_are_found_by_word_and_explained(room: Room) -> None:
    """Those on the page are not among them; the sum of one stands beside it."""
    name = take_of(room).partition(":")[0]
    assert "1 candidate." in room.words("/?list=find")
    assert "0 candidates." in room.words("/?list=find&q=zebra")
    words = room.words(f"/?list=find&story={name}")
    assert "Why it is not here" in words
    assert "Not on the page." in words


def test_a_story_that_is_gone_is_not_taken_in(room: Room) -> None:
    """The page stays, and the desk says where to look."""
    before = room.page
    answer = room.send("/take", take="nobody:other")
    assert answer.status == 422
    assert "look for it in Find" in answer.body
    assert room.page == before


def test_news_is_decided_one_by_one_and_taken_back(drafted: Path) -> None:
    """The list shows the page as it would be; an accepted piece is an edit, a passed one a note."""
    late(drafted)
    with open_room(drafted) as room:
        words = room.words("/since")
        assert "1 article came since the page was written." in words
        assert "0 of 1 decided" in words
        assert "New 1" in room.words("/")
        accept, passing = (room.button("/since", f"{verb}:story-") for verb in ("accept", "pass"))
        before = room.page
        assert room.send("/since", decide=passing).headers["location"] == "/since"
        assert room.page == before
        assert "1 of 1 decided" in room.words("/since")
        room.send("/since", decide=room.button("/since", "back:"))
        assert "0 of 1 decided" in room.words("/since")
        room.send("/since", decide=accept)
        assert room.page != before
        assert "1 of 1 decided" in room.words("/since")
        room.send("/since", decide="undo")
        assert room.page == before
        assert "0 of 1 decided" in room.words("/since")


def test_a_new_story_is_accepted_where_the_editor_wants_it(drafted: Path) -> None:
    """The program would lead with it; nothing leaves for it."""
    late(drafted)
    with open_room(drafted) as room:
        lead = room.page.partition('section = "lead"')[2].partition("[[story]]")[0]
        where = room.button("/since", "accept-to:story-")
        assert room.send("/since", decide=where, section="other").status == 303
        above = room.page.partition("\n[candidates]")[0]
        assert above.partition('section = "lead"')[2].partition("[[story]]")[0] == lead
        assert above.count("\nsection = ") == 5
        assert room.send("/since", decide=where, section="sport").status == 422


def test_all_news_that_is_left_is_one_edit(drafted: Path) -> None:
    """One undo takes it back."""
    late(drafted)
    write_piece(drafted, "Later", "2024-08-08")
    with open_room(drafted) as room:
        before = room.page
        room.send("/since", decide="accept-all", back="list=new")
        assert room.page != before
        assert "New 0" in room.words("/")
        room.send("/edits", edit="undo")
        assert room.page == before


def test_a_decision_on_what_is_no_news_is_refused(room: Room) -> None:
    """Nothing is written."""
    before = room.page
    answer = room.send("/since", decide="accept:story-gone")
    assert answer.status == 422
    assert "no news any more" in answer.body
    assert room.page == before


def test_whoever_only_looks_decides_nothing(drafted: Path) -> None:
    """There is no button, and no form is taken."""
    late(drafted)
    with open_room(drafted, may_edit=False) as room:
        assert 'name="decide"' not in room.desk.get("/since").body
        assert 'name="take"' not in room.desk.get("/?list=left-out").body
        assert room.send("/since", decide="accept-all").status == 403


def test_looking_writes_nothing_and_a_correction_shows_the_words_before(drafted: Path) -> None:
    """What the articles said is kept when the desk is opened."""
    with open_room(drafted) as room:
        note = room.workspace.page(room.workspace.due()).parent / ".history/2024-08-09.visit.json"
        kept = note.read_bytes()
        for path in ("/", "/since", "/?list=new"):
            room.desk.get(path)
        assert note.read_bytes() == kept
    text = (drafted / "articles/Quay.md").read_text()
    (drafted / "articles/Quay.md").write_text(text.replace("happened", "took 38 hours"))
    with open_room(drafted) as room:
        words = room.words("/since")
        assert "happened. took 38 hours." in words
        assert "The mail prints its text, and has the new words already." in words
        room.send("/since", decide=room.button("/since", "pass:corrected-"))
        assert "Text corrected" not in room.words("/since")


def test_three_leads_stand_beside_each_other_and_one_is_chosen(room: Room) -> None:
    """Their mails are served where what came from strangers is."""
    body = room.desk.get("/rehearsal").body
    frames = [part.partition('"')[0] for part in body.split('<iframe title="')[1:]]
    assert len(frames) == 3
    mail = room.desk.content("/rehearsal/1/2")
    assert mail.status == 200
    assert "script-src 'sha256-" in mail.headers["content-security-policy"]
    assert "Gone" in room.desk.content("/rehearsal/1/9").body
    take = body.partition('name="take" value="')[2].partition('"')[0]
    name, _, section = take.partition(":")
    assert section == "lead"
    assert name in mail.body
    room.send("/take", take=take)
    lead = room.page.partition('section = "lead"')[2].partition("[[story]]")[0]
    assert f'"{name}"' in lead


def test_the_mail_is_read_in_order_and_compared(room: Room) -> None:
    """Headings and links as they are heard; what changed since the last build."""
    words = room.words("/?parts=order")
    assert "Headings, as a screen reader lists them" in words
    assert "Unsubscribe" in words
    assert "Since you opened the desk" in room.words("/?parts=changes")


class SlowIndex:
    """Makes an index once it may; counts how often it is asked."""

    def __init__(self) -> None:
        self.may = threading.Event()
        self.asked = 0

    def __call__(self, proposal: Proposal, timezone: str) -> StoryIndex:
        """As `index_stories`, later."""
        self.asked += 1
        self.may.wait(timeout=5)
        return index_stories(proposal, timezone)


def test_an_index_that_takes_long_holds_nobody_else_up(drafted: Path) -> None:
    """It is made once, apart, while other requests are answered."""
    make_index = SlowIndex()

    async def ask(desk: Desk, query: bytes) -> Response:
        (route,) = page.routes(desk)
        scope = {"type": "http", "method": "GET", "path": "/", "query_string": query}
        answer = await route.endpoint(Request({**scope, "headers": []}))
        assert isinstance(answer, Response)
        return answer

    async def ask_all() -> list[Response]:
        live = LiveIssue(IssueMaker(lambda: workspace_in(drafted), None))
        desk = Desk(
            live=live,
            open_workspace=lambda: workspace_in(drafted),
            search=lambda: search_in(drafted),
            lists=Lists(make_index),
        )
        await live.rebuild()
        finds = [asyncio.create_task(ask(desk, b"list=find")) for _ in range(2)]
        await asyncio.sleep(0)
        assert (await ask(desk, b"list=page")).status_code == 200
        assert not any(find.done() for find in finds)
        make_index.may.set()
        answers = await asyncio.gather(*finds)
        await live.end()
        return answers

    assert all("Harbour" in bytes(answer.body).decode() for answer in asyncio.run(ask_all()))
    assert make_index.asked == 1


def test_a_page_that_takes_long_to_describe_holds_nobody_else_up(drafted: Path) -> None:
    """Events and other tabs are answered meanwhile."""
    may = threading.Event()

    def open_slowly() -> Workspace:
        may.wait(timeout=5)
        return workspace_in(drafted)

    async def look() -> int:
        live = LiveIssue(IssueMaker(lambda: workspace_in(drafted), None))
        await live.rebuild()
        search = search_in(drafted)
        desk = Desk(live=live, open_workspace=open_slowly, search=lambda: search)
        (route,) = page.routes(desk)
        scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []}
        asked = asyncio.create_task(route.endpoint(Request(scope)))
        await asyncio.sleep(0.05)
        assert not asked.done()
        may.set()
        answer = await asked
        await live.end()
        assert isinstance(answer, Response)
        return answer.status_code

    assert asyncio.run(look()) == 200
