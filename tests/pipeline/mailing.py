"""A newsletter that sends: its settings, and the workspace over it."""

from datetime import date
from pathlib import Path

from pipeline.newsletters import newsletter_in, workspace_at, write_piece

from digest.pipeline.build import build_issue
from digest.pipeline.publication import publish_issue
from digest.pipeline.workspace import Workspace

DAY = date(2024, 8, 2)
SENDER = """
[mail]
sender = "Desk <desk@example.org>"
"""
TO_LIST = """
[sending]
to = "Readers <list@example.org>"
"""
SERVER = """
[smtp]
host = "127.0.0.1"
port = {port}
security = "none"
timeout = 2
"""


def published_newsletter(folder: Path) -> Path:
    """A newsletter with one issue that is out."""
    newsletter_in(folder, SENDER)
    write_piece(folder, "Harbour", "2024-07-31")
    workspace = workspace_at(folder, DAY)
    build_issue(workspace, DAY)
    publish_issue(workspace, DAY)
    return folder


def sending_by(folder: Path, port: int, more: str = TO_LIST) -> Workspace:
    """The newsletter with that server of mail."""
    newsletter_in(folder, SENDER + SERVER.format(port=port) + more)
    return workspace_at(folder, DAY)
