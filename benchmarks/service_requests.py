"""Hold what listmonk and Buttondown are asked against their own descriptions, kept in a folder.

    PYTHONPATH=tests python -m benchmarks.service_requests FOLDER

FOLDER has their OpenAPI, which is not ours to keep: listmonk-collections.yaml (docs/swagger of
knadh/listmonk) and buttondown-emails.json (public/openapi.json of buttondown/docs). Nothing is
asked of anyone: the answers are those of our own servers. Mailchimp and Kit have no description
that anyone may keep here.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import yaml
from delivery.buttondown_server import ButtondownServer
from delivery.fake_services import DRAFT, in_process
from delivery.four_services import open_buttondown, open_listmonk
from delivery.listmonk_server import ListmonkServer
from rendering.issues import arabic_issue, rich_issue

from digest.delivery.services.requests import Ask, ServiceReply, ServiceRequest
from digest.delivery.services.service import Service
from digest.model.issues import Issue
from digest.model.presentation import EmailService
from digest.model.service_drafts import ServiceDraft
from digest.rendering.issue import render_html, render_text

Part = Mapping[str, object]
LEFT_OUT = {
    "GET /campaigns: nothing said of ?tag=",
    "POST CampaignRequest: nothing said of altbody, body",
    "PUT CampaignRequest: nothing said of altbody, body",
}
"""What listmonk's description leaves out, and its documentation or code has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A service by its own description; `base` comes before the paths that are described."""

    name: str
    base: str
    whole: Part
    asked: list[ServiceRequest]

    def problems(self) -> Iterator[str]:
        """What of the requests is not as described."""
        for request in self.asked:
            parts = urlsplit(request.url)
            path = parts.path.removeprefix(self.base)
            described = self._operation(path, request.method)
            if not described:
                yield f"{request.method} {path}: no such request"
                continue
            known = {part["name"] for part in _parts(described.get("parameters"))}
            for name, _ in parse_qsl(parts.query):
                if name not in known:
                    yield f"{request.method} {self._template(path)}: nothing said of ?{name}="
            yield from self._body_problems(request, described)

    def _template(self, path: str) -> str:
        head, slash, rest = path.lstrip("/").partition("/")
        return f"/{head}/{{id}}" if slash and rest else f"/{head}"

    def _operation(self, path: str, method: str) -> Part:
        return _part(
            _part(_part(self.whole["paths"]).get(self._template(path))).get(method.lower())
        )

    def _body_problems(self, request: ServiceRequest, described: Part) -> Iterator[str]:
        if request.body is None:
            return
        content = _part(_part(described.get("requestBody")).get("content"))
        schema = _part(_part(content.get("application/json")).get("schema"))
        if said := validated(request.body, {**schema, "components": self.whole["components"]}):
            yield f"{request.method}: {said}"
        name = str(schema["$ref"]).rpartition("/")[2]
        named = _part(_part(_part(self.whole["components"])["schemas"])[name])["properties"]
        if unnamed := sorted(set(_part(request.body)) - set(_part(named))):
            yield f"{request.method} {name}: nothing said of {', '.join(unnamed)}"


def main() -> None:
    """Print what of the requests is not as described; fails if that is more than is known."""
    folder = Path(sys.argv[1])
    listmonk = yaml.safe_load((folder / "listmonk-collections.yaml").read_text(encoding="utf-8"))
    buttondown = json.loads((folder / "buttondown-emails.json").read_text(encoding="utf-8"))
    unknown = 0
    for one in (
        Described(
            name="listmonk",
            base="/api",
            whole=listmonk,
            asked=asked_of(EmailService.LISTMONK),
        ),
        Described(
            name="Buttondown",
            base="/v1",
            whole=buttondown,
            asked=asked_of(EmailService.BUTTONDOWN),
        ),
    ):
        problems = dict.fromkeys(one.problems())
        print(f"{one.name}: {len(one.asked)} requests, {len(problems)} remarks")
        for problem in problems:
            print(f"  {problem}")
        unknown += len(problems.keys() - LEFT_OUT)
    if unknown:
        sys.exit(f"{unknown} remarks are new")


def asked_of(kind: EmailService) -> list[ServiceRequest]:
    """All that a service is asked for issues of several kinds, made, looked for and changed."""
    asked = list[ServiceRequest]()
    server = ListmonkServer() if kind is EmailService.LISTMONK else ButtondownServer()
    answer = in_process(server)

    def ask(request: ServiceRequest) -> ServiceReply:
        asked.append(request)
        return answer(request)

    service = _opened(kind, ask)
    for number, issue in enumerate((rich_issue(), arabic_issue()), 1):
        draft = draft_of(replace(issue, service=kind), number)
        service.find(draft.key)
        held = service.create(draft)
        service.find(draft.key, held.id)
        service.update(held, replace(draft, subject="{{ x }}", preheader=""))
    return asked


def _opened(kind: EmailService, ask: Ask) -> Service:
    return open_listmonk(ask) if kind is EmailService.LISTMONK else open_buttondown(ask)


def draft_of(issue: Issue, number: int) -> ServiceDraft:
    """The issue as it is put."""
    return replace(
        DRAFT,
        key=f"{DRAFT.key[:-8]}{number:08x}",
        subject=issue.subject,
        preheader=issue.preheader,
        html=render_html(issue, None),
        text=render_text(issue, None),
    )


def validated(body: object, schema: object) -> str:
    """What is wrong with `body`; "" where nothing is."""
    with tempfile.TemporaryDirectory() as folder:
        schema_file, body_file = Path(folder, "schema.json"), Path(folder, "body.json")
        schema_file.write_text(json.dumps(schema), encoding="utf-8")
        body_file.write_text(json.dumps(body), encoding="utf-8")
        program = Path(sys.executable).with_name("check-jsonschema")
        done = subprocess.run(
            [program, "--schemafile", schema_file, body_file],
            capture_output=True,
            text=True,
            check=False,
        )
    return "" if done.returncode == 0 else done.stdout.strip() or done.stderr.strip()


def _part(value: object) -> Part:
    """`value` where it has names, else nothing."""
    return value if isinstance(value, dict) else {}


def _parts(value: object) -> Iterator[Part]:
    yield from map(_part, value if isinstance(value, list) else [])


if __name__ == "__main__":
    main()
