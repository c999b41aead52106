"""An empty folder in, a newsletter that builds at once out."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from digest import cutoffs
from digest.config import FILE_NAME, parse_newsletter, settings_schema
from digest.errors import StorageError, UsageError
from digest.text import one_line

SETTINGS = """\
#:schema ./.digest/newsletter.schema.json
# The newsletter's settings. `digest config check` reads them, `digest config schema` prints
# every key there is; docs/configuration.md explains them.

[newsletter]
title = {title}
tagline = "The week's reading, picked and edited"
url = "https://example.org/"
language = "en"
timezone = "UTC"                # such as Europe/Berlin or America/New_York

[schedule]
every = "week"                  # day, week, two weeks or month
on = "friday"
at = 07:00:00                   # the cut-off; later articles go to the next issue

# What to read: feeds by url, files by path.
[[sources]]
path = "articles"
name = "Our desk"

# [[sources]]
# url = "https://example.org/feed.xml"
# name = "Example Wire"
# weight = 1.0                  # how much its coverage counts

[lead]
kicker = "Reporting"
read_more = "Read the full story"

[[sections]]
id = "other"
heading = "In other news:"
match = ""                      # such as: ukraine OR "peace talks" NOT title:football
items = 8
style = "bullets"               # bullets or cards

[subscribe]
heading = "Was this forwarded to you?"
text = "Get the digest in your inbox, once a week."
button = "Subscribe"
url = "https://example.org/subscribe"

[colophon]
reason = "You get this mail because you signed up on our site."
address = "Your Publication, 1 Example Street, 12345 Example Town"
unsubscribe_url = "https://example.org/unsubscribe"

[mail]
sender = "Your Publication <digest@example.org>"
list_id = "digest.example.org"
"""

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

IGNORED = ".digest/\n"

SCHEMA = Path(".digest") / "newsletter.schema.json"
"""Where the first line of SETTINGS makes editing tools look for the schema (Taplo)."""


def create_newsletter(folder: Path, *, title: str, now: datetime) -> tuple[Path, ...]:
    """Write the starting files into `folder` and return their paths.

    The pieces are dated inside the window of the issue that is due at `now`. Raises UsageError when
    a newsletter is there already, StorageError when nothing can be written.
    """
    if (folder / FILE_NAME).exists():
        raise UsageError(f"{folder / FILE_NAME} is there already; init changes nothing.")
    settings = SETTINGS.format(title=json.dumps(one_line(title), ensure_ascii=False))
    rhythm = parse_newsletter(settings).schedule
    due = cutoffs.issue_date(now, rhythm, ZoneInfo("UTC"))
    files = {
        folder / "articles" / "lead.md": LEAD.format(date=due - timedelta(days=1)),
        folder / "articles" / "item.md": ITEM.format(date=due - timedelta(days=2)),
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
