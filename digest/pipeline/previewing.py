"""A desk in; what the preview builds on every change, and what it watches, out."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from digest.config import FILE_NAME
from digest.lock import hold
from digest.pipeline.build import build_issue
from digest.pipeline.desk import Desk
from digest.preview.show import Build, Preview


def preview_build(open_desk: Callable[[], Desk], day: date | None) -> Build:
    """Reads the settings anew and builds without asking a server."""

    def build() -> Preview:
        desk = open_desk()
        with hold(desk.folder, wait=30):
            built = build_issue(desk, day or desk.due(), offline=True)
        return Preview(rendered=built.rendered, findings=built.findings)

    return build


def watched(desk: Desk) -> tuple[Path, ...]:
    """The settings, the newsletter's templates, its draft pages and its local pieces."""
    pieces = {desk.folder / source.path.split("*")[0] for source in desk.newsletter.sources}
    return (
        desk.folder / FILE_NAME,
        desk.templates,
        desk.folder / "drafts",
        *sorted(pieces - {desk.folder}),
    )
