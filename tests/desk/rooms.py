"""A desk over a newsletter of local pieces, asked and edited as a browser without script does."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from desk.desks import Answer, RunningDesk, running
from desk.newsletters import workspace_in
from pipeline.newsletters import newsletter_in, write_piece

from digest.model.edits import Rewrite
from digest.pipeline.collection import collect_articles
from digest.pipeline.drafts import draft_issue
from digest.pipeline.editing import edit_draft
from digest.pipeline.issue_maker import IssueMaker
from digest.pipeline.workspace import Workspace

TITLES = ("Harbour", "Bridge", "Ferry", "Quay", "Lamp")
_FORM = "application/x-www-form-urlencoded"
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A desk with its newsletter's folder."""

    desk: RunningDesk
    folder: Path

    @property
    def workspace(self) -> Workspace:
        """The newsletter."""
        return workspace_in(self.folder)

    @property
    def page(self) -> str:
        """The draft page as it stands on disk."""
        return self.workspace.page(self.workspace.due()).read_text()

    def words(self, path: str) -> str:
        """What can be read at `path`, in one line."""
        answer = self.desk.get(path)
        assert answer.status == 200, answer.body[:400]
        return " ".join(unescape(_TAG.sub(" ", answer.body)).split())

    def send(self, path: str, **fields: str) -> Answer:
        """Send a form of the desk."""
        return self._post(path, fields)

    def send_by_script(self, path: str, **fields: str) -> Answer:
        """Send a form as the desk's script does, which wants a part of the page for an answer."""
        return self._post(path, fields, {"HX-Request": "true"})

    def _post(
        self, path: str, fields: dict[str, str], more: dict[str, str] | None = None
    ) -> Answer:
        access = self.desk.access
        body = urlencode({**fields, "token": access.form}).encode()
        headers = {
            **self.desk.editor,
            "Origin": str(access.origins.desk),
            "Content-Type": _FORM,
            "Content-Length": str(len(body)),
            **(more or {}),
        }
        return self.desk.ask("POST", path, headers, body)

    def button(self, path: str, start: str) -> str:
        """The value of the first button at `path` whose value begins with `start`."""
        found = re.search(rf'value="({re.escape(start)}[^"]*)"', self.desk.get(path).body)
        assert found, start
        return unescape(found[1])


def drafted_newsletter(folder: Path) -> Path:
    """A newsletter with a lead, three bullets and a candidate, whose page was edited."""
    newsletter_in(folder)
    for name in TITLES:
        write_piece(folder, name, "2024-08-06")
    workspace = workspace_in(folder)
    collect_articles(workspace, offline=True)
    draft_issue(workspace, workspace.due())
    edit_draft(workspace, workspace.due(), lambda _: Rewrite(key="preheader", value="Read on"))
    return folder


@contextmanager
def open_room(folder: Path, *, may_edit: bool = True) -> Iterator[Room]:
    """The desk over `folder`."""
    maker = IssueMaker(lambda: workspace_in(folder), None)
    with running(maker, folder, may_edit=may_edit) as desk:
        yield Room(desk=desk, folder=folder)
