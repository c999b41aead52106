"""A folder in; a newsletter of ten local articles in it, which builds without any network, out."""

from datetime import date, timedelta
from pathlib import Path

DUE = date(2024, 8, 9)
SETTINGS = """\
[newsletter]
title = "Fault Weekly"
timezone = "Europe/Berlin"

[schedule]
every = "week"
on = "friday"
at = 07:00:00
as_of = 2024-08-09T06:00:00Z

[[sources]]
path = "articles"
name = "Desk"

[[sections]]
id = "other"
heading = "In other news:"
per_source = 20

[colophon]
address = "1 Harbour Street, Veldt"
unsubscribe_url = "https://faults.example.org/unsubscribe"

[mail]
sender = "Desk <desk@faults.example.org>"

[archive]
url = "https://faults.example.org/issues"
"""
ARTICLE = """\
---
title: {title}
date: {day}T12:00:00Z
url: https://desk.example.org/{day}
image: picture.png
image_alt: A plain square
---
{title}. Delegates met in the harbour hall and agreed on a list of questions.

A second round follows next week, both sides said.
"""
TITLES = (
    *(
        "Pilots vote on night ferries",
        "Customs house reopens in Veldt",
        "Envoys trade lists of names",
    ),
    *(
        "Grain insurers set a daily cap",
        "Court hears the lighthouse case",
        "Ministers call a border vote",
    ),
    *(
        "Tugs return to the northern quay",
        "Island states ask for a seat",
        "Archive of maps is unsealed",
    ),
    *(
        "Rail link loses its last sponsor",
        "Fishing accord runs out quietly",
        "Radio channel shared at last",
    ),
)
# One black point: the smallest PNG there is.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010100000000376ef9240000000a49444154789c63"
    "600000000200014873d4a50000000049454e44ae426082"
)


def write_newsletter(folder: Path) -> None:
    """Write newsletter.toml and articles/, with articles of the two weeks before the issue."""
    articles = folder / "articles"
    articles.mkdir(parents=True)
    (folder / "newsletter.toml").write_text(SETTINGS, "utf-8")
    (articles / "picture.png").write_bytes(PICTURE)
    for at, title in enumerate(TITLES):
        day = DUE - timedelta(days=at + 1)
        (articles / f"{at:02}.md").write_text(ARTICLE.format(title=title, day=day), "utf-8")
