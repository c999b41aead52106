"""listmonk: its templates, its lists, and what it leaves to the editor."""

from dataclasses import replace

import pytest
from delivery.fake_services import DRAFT, SECRET, in_process
from delivery.four_services import open_listmonk
from delivery.listmonk_server import ListmonkServer

from digest.config.services import ListmonkSettings
from digest.delivery.services.listmonk import Listmonk
from digest.delivery.services.service import ServiceRefused
from digest.model.service_drafts import DraftState

BRACES = replace(
    DRAFT,
    subject="Braces {{ in }} a subject",
    html="<p>Vue writes {{ name }}</p><a href='{{ UnsubscribeURL }}'>Out</a>",
    text="{{ name }}\n{{ UnsubscribeURL }}\n",
)


def test_a_stray_brace_does_not_stop_its_template() -> None:
    """Readers see it; what listmonk fills in, it fills in. It is known as what was put."""
    server = ListmonkServer()
    service = open_listmonk(in_process(server))
    made = service.create(BRACES)
    printed = "<p>Vue writes &#123;&#123; name }}</p><a href='«UnsubscribeURL»'>Out</a>"
    assert server.body(made.id) == printed
    assert made.content == service.fingerprint(BRACES)


def test_the_server_refuses_a_stray_brace() -> None:
    """Otherwise the test above would prove nothing."""
    server = ListmonkServer()
    service = open_listmonk(in_process(server))
    made = service.create(DRAFT)
    server.lists.clear()
    with pytest.raises(ServiceRefused, match=r"It says: No lists selected\."):
        service.update(made, BRACES)


@pytest.mark.parametrize("field", ["subject", "altbody", "body"])
def test_an_edit_of_any_text_is_seen(field: str) -> None:
    """The plain text is a text, too."""
    server = ListmonkServer()
    service = open_listmonk(in_process(server))
    made = service.create(DRAFT)
    server.kept[made.id][field] = f"{server.kept[made.id][field]}!"
    found = service.find(DRAFT.key)
    assert found
    assert found.content not in {made.content, ""}


def test_lists_files_and_name_that_were_chosen_there_stay() -> None:
    """An update without lists would be refused; one without files would take them off."""
    server = ListmonkServer()
    service = open_listmonk(in_process(server))
    made = service.create(DRAFT)
    there = server.kept[made.id]
    assert there["lists"] == [{"id": 1, "name": "List 1"}, {"id": 2, "name": "List 2"}]
    there.update(lists=[{"id": 3, "name": "List 3"}], media=[{"id": 8}], name="Renamed")
    service.update(made, BRACES)
    there = server.kept[made.id]
    assert there["lists"] == [{"id": 3, "name": "List 3"}]
    assert there["media"] == [{"id": 8, "filename": "a.pdf"}]
    assert there["name"] == "Renamed"
    assert service.find(DRAFT.key) == service.find(DRAFT.key, made.id)


def test_a_list_or_file_that_was_deleted_there_is_no_hindrance() -> None:
    """listmonk goes on to name it, without an id; with no list left those of the settings count."""
    server = ListmonkServer()
    service = open_listmonk(in_process(server))
    made = service.create(DRAFT)
    gone = [{"id": None, "name": "Gone"}]
    server.kept[made.id].update(lists=[*gone, {"id": 3, "name": "List 3"}], media=gone)
    changed = service.update(made, BRACES)
    assert server.kept[made.id]["lists"] == [{"id": 3, "name": "List 3"}]
    assert server.kept[made.id]["media"] == []
    server.kept[made.id]["lists"] = gone
    service.update(changed, DRAFT)
    assert [one.body["lists"] for one in server.asked if one.method == "PUT"] == [[3], [1, 2]]


def test_a_template_of_the_settings_is_asked_for() -> None:
    """And none where none is set."""
    server = ListmonkServer()
    ask = in_process(server)
    settings = ListmonkSettings(url="http://[::1]:9000", user="digest", lists=(1,), template=4)
    Listmonk(settings=settings, key=SECRET, ask=ask).create(DRAFT)
    open_listmonk(ask).create(DRAFT)
    assert [one.body.get("template_id") for one in server.asked] == [4, None]


@pytest.mark.parametrize("status", ["running", "paused", "finished", "cancelled", "new in v9"])
def test_what_is_on_its_way_counts_as_sent(status: str) -> None:
    """Some readers may have it."""
    server = ListmonkServer()
    service = open_listmonk(in_process(server))
    made = service.create(DRAFT)
    server.kept[made.id]["status"] = status
    found = service.find(DRAFT.key, made.id)
    assert found
    assert found.state is DraftState.SENT


def test_a_name_that_only_holds_ours_is_not_ours() -> None:
    """Its search is by words."""
    server = ListmonkServer()
    service = open_listmonk(in_process(server))
    service.create(replace(DRAFT, key=f"{DRAFT.key}9"))
    assert service.find(DRAFT.key) is None
