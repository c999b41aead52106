"""Local sources: pieces, mails, saved feeds, folders and globs, and what cannot be read."""

import os
import sys
import time
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from pictures import png
from sources.reading import NOW, read_here

from digest.config.settings import Source
from digest.model.articles import Article, Image
from digest.sources.local.files import READERS
from digest.sources.local.folder import PIECES


def read(folder: Path, path: str, **settings: object) -> tuple[list[Article], list[str]]:
    """The articles of a local source, and the reasons of its failures."""
    source = Source.model_validate({"path": path, "name": "Desk", **settings})
    reading = read_here(source, folder, zone="Europe/Berlin")
    return list(reading.articles), [failure.reason for failure in reading.failures]


def write(path: Path, content: str | bytes) -> Path:
    """A file with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_markdown_piece_becomes_an_article(tmp_path: Path) -> None:
    """Every key of the front matter and the text arrive; the date is in the newsletter's zone."""
    write(tmp_path / "articles" / "images" / "bridge.png", png())
    write(
        tmp_path / "articles" / "bridge.md",
        "\ufeff---\r\ntitle: The bridge: a story\r\ndek: It stands\r\nkicker: Reporting | Desk\r\n"
        "byline: Ada Bekele\r\ndate: 2026-02-08 10:00\r\nimage: images/bridge.png\r\n"
        "image_alt: A bridge\r\nimage_credit: Lena Voss\r\n"
        "url: https://example.com/b?utm_source=x\r\n"
        "section: world\r\nlead: true\r\nsummary: In short.\r\n"
        "categories: [Roads]\r\nlanguage: en\r\n"
        "---\r\n\r\nIt *stands*, see [here](https://example.com/c).\r\n\r\nStill.\r\n",
    )

    (article,), failures = read(tmp_path, "articles/bridge.md")

    assert failures == []
    assert article == Article(
        id=article.id,
        source="Desk",
        title="The bridge: a story",
        first_seen=NOW,
        key="https://example.com/b",
        url="https://example.com/b",
        published=datetime(2026, 2, 8, 9, tzinfo=UTC),
        byline="Ada Bekele",
        summary="In short.",
        text="It stands, see here.\n\nStill.",
        html='<p>It <em>stands</em>, see <a href="https://example.com/c">here</a>.</p>\n'
        "<p>Still.</p>",
        image=Image(url="articles/images/bridge.png", alt="A bridge", credit="Lena Voss"),
        categories=("Roads",),
        language="en",
        kicker="Reporting | Desk",
        dek="It stands",
        section="world",
        lead=True,
        file="articles/bridge.md",
    )


def test_a_piece_without_front_matter_has_its_heading_for_a_title(tmp_path: Path) -> None:
    """The heading is not repeated in the text; without one the file's name stands in."""
    write(tmp_path / "a.md", "# A *heading*\n\nText.")
    write(tmp_path / "long-table.md", "Text only.")

    articles, _ = read(tmp_path, "*.md")

    assert [(article.title, article.text) for article in articles] == [
        ("A *heading*", "Text."),
        ("long table", "Text only."),
    ]


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("# Notes on C#", "Notes on C#"),
        ("# A title ##", "A title"),
        ("\n\nA title\n===", "A title"),
        ("# A title" + " " * 200_000 + "#", "A title"),
        (" " * 200_000 + "# A title", "A title"),
        ("# A" + " #" * 100_000 + "B", "A" + " #" * 100_000 + "B"),
    ],
    ids=["sharp", "closed", "underlined", "wide", "indented", "many signs"],
)
def test_a_heading_is_read_in_the_time_of_its_length(
    tmp_path: Path, heading: str, title: str
) -> None:
    """As CommonMark has it, also where it is made to take long."""
    write(tmp_path / "a.md", f"{heading}\n\nText.")
    began = time.process_time()

    (article,), _ = read(tmp_path, "a.md")

    assert article.title[:480] == title[:480]
    assert article.text == "Text."
    assert time.process_time() - began < 3


def test_markup_in_a_piece_is_cleaned_like_any_other(tmp_path: Path) -> None:
    """A local file may have been copied from anywhere."""
    write(tmp_path / "a.md", "Hi <script>x()</script><img src=x onerror=y()> [a](javascript:z())\n")

    (article,), _ = read(tmp_path, "a.md")

    assert article.html == "<p>Hi  [a](javascript:z())</p>"


def test_a_piece_keeps_its_id_when_its_text_changes(tmp_path: Path) -> None:
    """A local piece is known by its path."""
    file = write(tmp_path / "a.md", "# One\n\nText.")
    before = read(tmp_path, "a.md")[0][0].id
    write(file, "# Two\n\nOther.")

    assert read(tmp_path, "a.md")[0][0].id == before


def test_a_saved_mail_becomes_an_article(tmp_path: Path) -> None:
    """Subject, sender, date and the HTML part, safe; the text part where there is no other."""
    mail = EmailMessage()
    mail["Subject"] = "Weekly: Žižkov & more"
    mail["From"] = "Ada Bekele <ada@example.com>"
    mail["Date"] = "Sun, 08 Feb 2026 10:00:00 +0100"
    mail.set_content("Plain text.")
    write(tmp_path / "plain.eml", bytes(mail))
    mail.add_alternative(
        "<html><body><p>Hello</p><script>x()</script></body></html>", subtype="html"
    )
    write(tmp_path / "html.eml", bytes(mail))

    (html, plain), failures = read(tmp_path, "*.eml")

    assert (failures, html.title, html.byline) == ([], "Weekly: Žižkov & more", "Ada Bekele")
    assert html.published == datetime(2026, 2, 8, 9, tzinfo=UTC)
    assert (html.html, plain.text) == ("<p>Hello</p>", "Plain text.")


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("", "Plain text."),
        ("<html><head><title>Off</title></head><body> \n</body></html>", "Plain text."),
        ("<body>&nbsp;<img src='https://x.example/1.gif' alt=''></body>", "Plain text."),
        ("<!-- all that it says", "Plain text."),
        ("<!-- <body> --><html><body><p>Hello</p></body></html>", "Hello"),
        ("<!--><body><p>Hello</p></body><!-- <body> -->", "Hello"),
        ("<body><p>Hello</p><!-- <body> -->, you</body>", "Hello\n\n, you"),
        ("<p>Hello</p>", "Hello"),
    ],
)
def test_a_mail_is_told_by_the_part_that_says_something(
    tmp_path: Path, html: str, said: str
) -> None:
    """The HTML part, from its body on; where nothing can be read in that, the text part."""
    mail = EmailMessage()
    mail["Subject"] = "Weekly"
    mail.set_content("Plain text.")
    mail.add_alternative(html, subtype="html")
    write(tmp_path / "a.eml", bytes(mail))

    (article,), failures = read(tmp_path, "a.eml")

    assert (failures, article.text) == ([], said)


def test_comments_that_nothing_closes_cost_a_mail_no_more_than_its_length(tmp_path: Path) -> None:
    """One hostile mail must not hold up the others."""
    head = b"Subject: A\nContent-Type: text/html\n\n"
    write(tmp_path / "a.eml", head + b"<!-- <body " * 90_000)

    begun = time.process_time()
    read(tmp_path, "a.eml")

    assert time.process_time() - begun < 5


def test_a_saved_feed_is_read_against_its_own_address(tmp_path: Path) -> None:
    """Relative links lead to where the feed came from, in XML and in JSON."""
    write(
        tmp_path / "feed.xml",
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        '<atom:link rel="self" href="https://example.com/feed/rss.xml"/>'
        "<item><title>A</title><link>/a</link></item></channel></rss>",
    )
    write(
        tmp_path / "feed.json",
        '{"feed_url": "https:\\/\\/example.org\\/feed.json", "items": [{"id": "1", "url": "b"}]}',
    )

    articles, failures = read(tmp_path, ".")

    assert failures == []
    assert [article.url for article in articles] == [
        "https://example.org/b",
        "https://example.com/a",
    ]


def test_a_folder_is_read_whole_and_in_order(tmp_path: Path) -> None:
    """Folders in it too; hidden files and pictures are passed over."""
    for name in ("b.md", "a/c.md", ".hidden/d.md", ".e.md", "f.png", "g.MD"):
        write(tmp_path / "articles" / name, f"# {name}\n")

    articles, failures = read(tmp_path, "articles")

    assert failures == []
    assert [article.title for article in articles] == ["a/c.md", "b.md", "g.MD"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.md", "---\ntitle: A\nauthor: B\n---\n", "a.md: line 3: author is no key"),
        ("a.txt", "  \n\n", "a.txt: there is no text in it"),
        ("a.html", "", "a.html: there is no text in it"),
        ("a.xml", "<note/>", "a.xml: This is neither RSS nor Atom"),
        ("a.json", "{", "a.json: The JSON feed is damaged"),
        ("a.eml", "", "a.eml: line 1: this is no mail"),
        ("a.docx", "x", "a.docx: files ending in .docx are not read"),
        ("a.rss", "x" * 2_000_000, "a.rss: is larger than max_megabytes = 1"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, name: str, content: str, reason: str
) -> None:
    """The failure says which file, what is wrong, and where."""
    write(tmp_path / name, content)

    articles, failures = read(tmp_path, name, max_megabytes=1)

    assert articles == []
    assert len(failures) == 1
    assert failures[0].startswith(reason)


@pytest.mark.parametrize("content", ["", " \n\n"])
def test_an_empty_file_is_no_piece(tmp_path: Path, content: str) -> None:
    """An editor has begun it, and is told; nobody reads its bare name in a mail."""
    write(tmp_path / "new.md", content)
    write(tmp_path / "old.md", "Words.")
    articles, failures = read(tmp_path, ".")
    assert [article.title for article in articles] == ["old"]
    assert failures == ["new.md: there is no text in it"]


@pytest.mark.parametrize("date", ["next friday", "2026-13-45"])
def test_a_date_that_is_none_is_told_with_its_line(tmp_path: Path, date: str) -> None:
    """The piece is read all the same, dated when it was found."""
    write(tmp_path / "piece.md", f"---\ntitle: Bridges\ndate: {date}\n---\n\nWords.\n")
    (article,), failures = read(tmp_path, "piece.md")
    assert article.published is None
    what = f"line 3: date: {date} is no date; write it like 2024-08-09 or 2024-08-09 07:00"
    assert failures == [f"piece.md: {what}"]


def test_one_bad_file_does_not_keep_the_others(tmp_path: Path) -> None:
    """Failures are told beside what was read."""
    write(tmp_path / "a.md", "---\nlead: maybe\n---\n")
    write(tmp_path / "b.md", "# Good\n")

    articles, failures = read(tmp_path, "*.md")

    assert [article.title for article in articles] == ["Good"]
    assert failures == ["a.md: line 2: lead is true or false, not 'maybe'"]


DAMAGED_HEADERS = {
    "brackets": b"From: " + b"(" * 3000,
    "quotes": b"From: " + b'"' * 100_000,
    "senders": b"From: " + b"a," * 100_000 + b"<a@b.example>",
    "date": b"Date: Thu, 8 Aug 99999999999999999999999 10:00:00 +0000",
    "content": b"Content-Type: text/html; charset=" + b"(" * 3000,
    "disposition": b"Content-Disposition: " + b"(" * 3000,
    "boundary": b"Content-Type: multipart/mixed; boundary=" + b"x" * 100_000,
}


@pytest.mark.parametrize("header", DAMAGED_HEADERS.values(), ids=DAMAGED_HEADERS)
def test_a_mail_with_a_damaged_header_costs_no_other_file(tmp_path: Path, header: bytes) -> None:
    """The mail is read as far as it goes, or is named; the editor's own piece is there."""
    write(tmp_path / "own.md", "# Our own piece\n\nText.")
    write(tmp_path / "saved.eml", header + b"\nSubject: Saved\n\nhi there you")

    articles, failures = read(tmp_path, ".")

    titles = [article.title for article in articles]
    assert titles == ["Our own piece", "Saved"] or (
        titles == ["Our own piece"] and failures[0].startswith("saved.eml: the mail")
    )
    assert len(titles) + len(failures) == 2


def test_a_header_that_cannot_be_parsed_leaves_the_mail(tmp_path: Path) -> None:
    """Without a sender, and without a date, it is a mail still."""
    write(tmp_path / "a.eml", DAMAGED_HEADERS["brackets"] + b"\nSubject: A\n\nText")
    write(tmp_path / "b.eml", DAMAGED_HEADERS["date"] + b"\nSubject: B\n\nText")

    articles, failures = read(tmp_path, ".")

    assert failures == []
    assert [(article.title, article.byline, article.published) for article in articles] == [
        ("A", "", None),
        ("B", "", None),
    ]


def test_a_sender_in_plain_utf8_keeps_every_letter(tmp_path: Path) -> None:
    """RFC 6532 allows it, and mail programs write it."""
    write(tmp_path / "a.eml", "From: Žofie Ålund <z@example.com>\nSubject: Été\n\nText")

    (article,), _ = read(tmp_path, "a.eml")

    assert (article.title, article.byline) == ("Été", "Žofie Ålund")


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="such names cannot be made there")
def test_a_file_name_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    """The other pieces are read."""
    write(tmp_path / "own.md", "# Our own piece\n")
    write(Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md")), "# Lost\n")

    articles, failures = read(tmp_path, ".")

    assert [article.title for article in articles] == ["Our own piece"]
    assert failures == [r"caf\xe9.md: the file's name is not UTF-8; rename it"]


@pytest.mark.parametrize(
    ("path", "remedy"),
    [
        ("articles/**.md", "write it like articles/**/*.md"),
        ("**lead.md", "write it like articles/**/*.md"),
        ("articles/le\0ad.md", "path holds a NUL character"),
        ("articles\0/*.md", "path holds a NUL character"),
    ],
)
def test_a_path_that_means_nothing_is_told(tmp_path: Path, path: str, remedy: str) -> None:
    """A slip in newsletter.toml is no fault of the program; each Python says the same of it."""
    write(tmp_path / "articles" / "lead.md", "# Lead\n")

    articles, (failure,) = read(tmp_path, path)

    assert articles == []
    assert remedy in failure


@pytest.mark.parametrize(
    ("path", "titles"),
    [
        ("../.notes", ["Plan"]),
        ("../.notes/p.md", ["Plan"]),
        ("../.notes/*.md", ["Plan"]),
        ("../.notes/**/*.md", ["Plan"]),
        ("../.notes/.draft.md", ["Draft"]),
        (".feed.md", ["Feed"]),
        (".", []),
        ("*.md", []),
        ("**/*.md", []),
        ("../*/*.md", []),
    ],
)
def test_a_dot_hides_only_what_the_path_does_not_name(
    tmp_path: Path, path: str, titles: list[str]
) -> None:
    """What the editor wrote is meant; what is found below it may be a program's own."""
    folder = tmp_path / ".newsletters" / "weekly"
    write(folder / ".feed.md", "# Feed\n")
    write(folder / ".digest" / "kept.md", "# Kept\n")
    write(folder.parent / ".notes" / "p.md", "# Plan\n")
    write(folder.parent / ".notes" / ".draft.md", "# Draft\n")

    for written in (path, str(folder / path)):
        articles, _ = read(folder, written, allow_outside=True)

        assert [article.title for article in articles] == titles, written


def test_every_kind_of_piece_has_its_reader() -> None:
    """What is looked for in folders can be read."""
    assert set(READERS) == PIECES


@pytest.mark.parametrize("title", ['"<b></b>"', '"\u200b"', "'&#8203;&shy;'", '"<img src=x>"'])
def test_a_title_of_which_nothing_is_seen_gives_way_to_the_text(tmp_path: Path, title: str) -> None:
    """The first words of the text stand in for it."""
    write(tmp_path / "a.md", f"---\ntitle: {title}\n---\nEnvoys met in the old harbour.")

    (article,), _ = read(tmp_path, "a.md")

    assert article.title == "Envoys met in the old harbour."


def test_a_feed_that_breaks_off_is_read_and_told(tmp_path: Path) -> None:
    """What stands before the break counts."""
    write(tmp_path / "a.rss", "<rss version='2.0'><channel><item><title>A</title></item><item><ti")

    articles, failures = read(tmp_path, "a.rss")

    assert articles[0].title == "A"
    assert failures == ["a.rss: is cut off; read before the break: 2 articles"]


@pytest.mark.parametrize("path", ["../secret.md", "link.md", "*.md", "articles/../../secret.md"])
def test_a_path_never_leads_out_of_the_folder(tmp_path: Path, path: str) -> None:
    """Neither by dots nor by a symbolic link, unless the source may."""
    write(tmp_path / "secret.md", "# Secret\n")
    folder = tmp_path / "newsletter"
    (folder / "articles").mkdir(parents=True)
    (folder / "link.md").symlink_to(tmp_path / "secret.md")

    inside, _ = read(folder, path)
    outside, _ = read(folder, path, allow_outside=True)

    assert inside == []
    assert [article.title for article in outside] == ["Secret"]


def test_leading_out_of_the_folder_is_told(tmp_path: Path) -> None:
    """The message names the setting that would allow it."""
    write(tmp_path / "secret.md", "# Secret\n")
    (tmp_path / "newsletter").mkdir()

    _, failures = read(tmp_path / "newsletter", "../secret.md")

    assert "allow_outside = true" in failures[0]


def test_a_path_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    """A spelling mistake is not an empty week."""
    _, failures = read(tmp_path, "artcles")

    assert failures == ["there is no file artcles in the newsletter's folder"]

    _, failures = read(tmp_path, "../artcles", allow_outside=True)

    assert failures == ["there is no file ../artcles"]


@pytest.mark.parametrize("image", ["../../outside.png", "missing.png", "/etc/passwd"])
def test_a_picture_outside_or_missing_is_told_and_left_out(tmp_path: Path, image: str) -> None:
    """The piece is read all the same."""
    write(tmp_path / "outside.png", png())
    write(tmp_path / "letter" / "articles" / "a.md", f"---\ntitle: A\nimage: {image}\n---\nText\n")

    (article,), failures = read(tmp_path / "letter", "articles")

    assert article.image is None
    assert failures == [
        f"articles/a.md: image: there is no picture {image} in the newsletter's folder; "
        "put it there, or take out the line"
    ]


def test_a_picture_that_no_file_can_be_is_told(tmp_path: Path) -> None:
    """By name: what Python says of it helps nobody."""
    write(tmp_path / "a.md", '---\ntitle: A\nimage: "a\\0b.png"\n---\nText\n')

    _, (failure,) = read(tmp_path, "a.md")

    assert failure.startswith("a.md: image holds a NUL character")


@pytest.mark.parametrize(
    ("image", "reason"),
    [
        ("newsletter.toml", "is no PNG, JPEG, GIF or WebP picture; name one that is"),
        ("settings.png", "is no PNG, JPEG, GIF or WebP picture; name one that is"),
        (
            ".digest/map.png",
            "is hidden: its name or a folder's begins with a dot; move the picture",
        ),
        ("bomb.png", "claims 60,000 × 60,000 pixels, and no more than 40,000,000 are shown; make"),
    ],
)
def test_what_is_no_picture_for_readers_is_told_and_left_out(
    tmp_path: Path, image: str, reason: str
) -> None:
    """A guest's piece cannot send the settings and their passwords to the readers."""
    write(tmp_path / "newsletter.toml", 'url = "https://editor:secret@paid.example/feed"\n')
    write(tmp_path / ".digest" / "map.png", png())
    write(tmp_path / "bomb.png", png(60_000, 60_000))
    (tmp_path / "settings.png").symlink_to("newsletter.toml")
    write(tmp_path / "articles" / "a.md", f"---\ntitle: A\nimage: {image}\n---\nText\n")

    (article,), (failure,) = read(tmp_path, "articles")

    assert article.image is None
    assert failure.startswith(f"articles/a.md: image: {image} {reason}")


def test_a_picture_outside_is_not_shown_where_pieces_may_be(tmp_path: Path) -> None:
    """allow_outside is for reading; what is printed lies in the newsletter's folder."""
    write(tmp_path / "shared" / "a.png", png())
    write(tmp_path / "shared" / "a.md", "---\ntitle: A\nimage: a.png\n---\nText\n")
    (tmp_path / "letter").mkdir()

    (article,), (failure,) = read(tmp_path / "letter", "../shared", allow_outside=True)

    assert article.image is None
    assert "there is no picture a.png in the newsletter's folder" in failure


def test_a_picture_may_be_named_from_the_newsletters_folder(tmp_path: Path) -> None:
    """Beside the file is tried first, then from the folder's top; addresses are kept."""
    write(tmp_path / "pictures" / "a.png", png())
    write(tmp_path / "articles" / "a.md", "---\nimage: pictures/a.png\n---\nText\n")
    write(tmp_path / "articles" / "b.md", "---\nimage: https://example.com/b.png\n---\nText\n")

    articles, _ = read(tmp_path, "articles")

    assert [article.image.url for article in articles if article.image] == [
        "pictures/a.png",
        "https://example.com/b.png",
    ]
