"""An empty folder in, a newsletter that builds at once out."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from digest import cutoffs
from digest.config import FILE_NAME, parse_newsletter
from digest.config.schema import settings_schema
from digest.errors import StorageError, UsageError
from digest.pipeline.first_settings import Beginning, first_settings

LEAD = """\
---
title: Replace this with the week's lead
dek: One line under the headline that says why it matters
byline: Your name
date: {date}
lead: true
url: https://example.org/lead
---

A local piece is a Markdown file in `articles/` with a few lines about itself at the top. This one
says `lead: true`, so it opens the issue.

Write in paragraphs. [Link to what you cite](https://example.org/source): readers of a digest want
the way to the source.

Every file of the week is read when you run `digest build`; the draft page in `drafts/` then lets
you change any headline, order or text before the issue goes out.
"""

ITEM = """\
---
title: Add your feeds to newsletter.toml
byline: Your name
date: {date}
url: https://example.org/feeds
---

Each `[[sources]]` table names a feed or a folder. Collect from cron every four hours, so that
little rolls out of a busy feed before the issue is built.
"""

NOTHING_YET = Beginning()

IGNORED = ".digest/\n"

SCHEMA = Path(".digest") / "newsletter.schema.json"
"""Where the first line of SETTINGS makes editing tools look for the schema (Taplo)."""


def require_no_newsletter(folder: Path) -> None:
    """Raise UsageError where there is a newsletter in `folder`."""
    if (folder / FILE_NAME).exists():
        raise UsageError(
            f"{folder / FILE_NAME} is there already; init changes nothing. "
            "Add to it with `digest sources add` or `digest sources import`."
        )


def create_newsletter(
    folder: Path, *, title: str, now: datetime, beginning: Beginning = NOTHING_YET
) -> tuple[Path, ...]:
    """Write the starting files into `folder` and return their paths.

    A newsletter that begins without sources gets two pieces, dated inside the window of the issue
    that is due at `now`. Raises UsageError when a newsletter is there already, ConfigError for an
    answer that no newsletter can have, StorageError when nothing can be written.
    """
    require_no_newsletter(folder)
    settings = first_settings(title, beginning)
    newsletter = parse_newsletter(settings)
    zone = ZoneInfo(newsletter.newsletter.timezone)
    due = cutoffs.issue_date(now, newsletter.schedule, zone)
    pieces = {
        folder / "articles" / "lead.md": LEAD.format(date=due - timedelta(days=1)),
        folder / "articles" / "item.md": ITEM.format(date=due - timedelta(days=2)),
    }
    files = ({} if beginning.sources else pieces) | {
        folder / ".gitignore": IGNORED,
        folder / SCHEMA: settings_schema(),
        folder / FILE_NAME: settings,  # last: a folder that has it is a whole newsletter
    }
    missing = {path: text for path, text in files.items() if not path.exists()}
    try:
        for path, text in missing.items():
            _make(path.parent)
            if path.name == FILE_NAME:
                # A feed's address in it may hold a password one day.
                path.touch(mode=0o600)
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StorageError(f"{error.filename}: {error.strerror}") from None
    return tuple(missing)


def _make(folder: Path) -> None:
    """Make `folder`; `.digest` is its owner's alone."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700 if folder.name == SCHEMA.parent.name else 0o777, exist_ok=True)
