"""Hold what the services are asked against their vendors' own descriptions, kept in a folder.

    PYTHONPATH=tests python -m benchmarks.services FOLDER

FOLDER has the vendors' files, which are not ours to keep: of Ghost the JSON Schemas of its Admin
API (@tryghost/admin-api-schema on npm) as ghost-posts.json, ghost-posts-add.json and
ghost-posts-edit.json. Nothing is asked of anyone: the answers are those of our own loopback
servers.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from delivery.ghost_server import KEY, SITE, GhostServer
from rendering.issues import arabic_issue, rich_issue

from benchmarks.service_requests import validated
from digest.delivery.services.ghost import Ghost
from digest.delivery.services.requests import ServiceReply, ServiceRequest
from digest.model.issues import Issue
from digest.model.service_drafts import ServiceDraft
from digest.rendering.bodies.ghost import render_ghost_body

REF = '"posts#/definitions/'


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A request that writes, and the schema of its body."""

    name: str
    body: object
    schema: object


def main() -> None:
    """Print what each request is held to be."""
    folder = Path(sys.argv[1])
    wrong = 0
    for written in ghost_requests(folder):
        said = validated(written.body, written.schema)
        print(f"{written.name}: {said or 'as described'}")
        wrong += bool(said)
    if wrong:
        sys.exit(f"{wrong} requests are not as their vendor describes them")


def ghost_requests(folder: Path) -> Iterator[Written]:
    """What Ghost is asked for drafts of several kinds, made and then changed."""
    server, asked = GhostServer(), list[ServiceRequest]()

    def ask(request: ServiceRequest) -> ServiceReply:
        asked.append(request)
        return server.ask(request)

    ghost = Ghost(url=SITE, key=KEY, ask=ask, now=lambda: datetime(2026, 3, 6, tzinfo=UTC))
    for number, issue in enumerate((rich_issue(), arabic_issue()), 1):
        draft = draft_of(issue, number)
        held = ghost.create(draft)
        ghost.update(held, replace(draft, subject="y" * 3000, preheader=""))
    schemas = {"POST": ghost_schema(folder, "add"), "PUT": ghost_schema(folder, "edit")}
    for request in asked:
        yield Written(
            name=f"Ghost {request.method}", body=request.body, schema=schemas[request.method]
        )


def draft_of(issue: Issue, number: int) -> ServiceDraft:
    """The issue as it is put."""
    return ServiceDraft(
        key=f"digest-2026-03-06-{number:08x}",
        title=issue.subject,
        subject=issue.subject,
        preheader=issue.preheader,
        html=render_ghost_body(issue),
        text="",
    )


def ghost_schema(folder: Path, act: str) -> object:
    """The schema of an act, with what it takes from the schema of posts in the same document."""
    act_text = (folder / f"ghost-posts-{act}.json").read_text("utf-8")
    whole = json.loads(act_text.replace(REF, '"#/definitions/'))
    posts = json.loads((folder / "ghost-posts.json").read_text("utf-8"))
    del whole["$id"]
    return {**whole, "definitions": posts["definitions"]}


if __name__ == "__main__":
    main()
