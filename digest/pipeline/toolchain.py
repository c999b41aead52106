"""A newsletter's templates in; what its issues are made with, so that they can be made again."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.metadata import version
from mimetypes import guess_type
from pathlib import Path

from digest.archive.issue_folder import Toolchain
from digest.archive.names import PICTURES
from digest.archive.verification import (
    Damage,
    Verdict,
    mend_archive,
    verify_archive,
    verify_issue,
)
from digest.errors import RenderError
from digest.model.issues import Issue, RenderedIssue
from digest.rendering import render_mail
from digest.rendering.message import AttachedPicture
from digest.rendering.templates import template_texts

_NO_ISSUES = ("archive/", "review/")
"""The templates of what is no issue's mail."""

TOOLS = ("newsletter-digest", "jinja2", "mjml-python", "premailer", "cssutils", "lxml", "babel")
_version_of = cache(version)


def tool_versions() -> dict[str, str]:
    """The versions of what renders an issue, by distribution name."""
    return {name: _version_of(name) for name in TOOLS}


def present_toolchain(templates: Path, layout: str, brought: Path | None = None) -> Toolchain:
    """The templates of a mail in `layout` as they would be found now, and the tools' versions.

    `brought` is the layout's folder where an extension brings it.
    """
    texts = template_texts(templates, layout=layout, brought=brought)
    mail = {name: text for name, text in texts.items() if not name.startswith(_NO_ISSUES)}
    return Toolchain(templates=mail, tools=tool_versions())


def render_issue(
    issue: Issue,
    *,
    templates: Path,
    brought: Path | None = None,
    pictures: Mapping[str, bytes],
) -> RenderedIssue:
    """The bytes of `issue`; `pictures` gives the files of images/ by name.

    Raises RenderError, also for a picture that is missing.
    """
    attached = attached_pictures(issue, pictures)
    return render_mail(issue, overrides=templates, brought=brought, pictures=attached)


def rerender_issue(issue: Issue, /, *, templates: Path, folder: Path) -> RenderedIssue:
    """The bytes of an archived issue, from its snapshot of templates and its own pictures."""
    # Nothing but a file: reading a pipe would never end.
    paths = [path for path in (folder / PICTURES).glob("*") if path.is_file()]
    wanted = set(attached_names(issue))
    pictures = {path.name: _bytes(path) for path in paths if path.name in wanted}
    return render_issue(issue, templates=templates, pictures=pictures)


def verify_issues(
    issues: Path, *, mend: bool = False
) -> tuple[tuple[Verdict, ...], tuple[Path, ...]]:
    """What is damaged in the archive; with `mend`, also the files that were written back."""
    verdicts = verify_archive(issues, rerender_issue, tools=tool_versions())
    return verdicts, mend_archive(verdicts) if mend else ()


def find_damage(issues: Path, day: date) -> tuple[Damage, ...]:
    """What is damaged of the issue of `day`."""
    return verify_issue(issues, day, rerender_issue, tool_versions()).damages


def attached_pictures(issue: Issue, files: Mapping[str, bytes]) -> tuple[AttachedPicture, ...]:
    """The pictures of `issue` that have no web address and so travel inside the mail."""
    names = attached_names(issue)
    if missing := [name for name in names if name not in files]:
        raise RenderError(f"the picture {missing[0]} is missing")
    return tuple(
        AttachedPicture(
            url=f"{PICTURES}/{name}",
            data=files[name],
            media_type=media_type(name),
        )
        for name in names
    )


def media_type(name: str) -> str:
    """What the file of a picture is, by its name."""
    return guess_type(name, strict=False)[0] or "application/octet-stream"


def attached_names(issue: Issue) -> list[str]:
    """The names in images/ of the pictures that travel inside the mail, each once."""
    urls = dict.fromkeys(item.image.url for item in issue.items if item.image)
    start = f"{PICTURES}/"
    return [url.removeprefix(start) for url in urls if url.startswith(start)]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RenderError(f"the picture {path} cannot be read: {error.strerror}") from None
