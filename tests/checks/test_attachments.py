"""Pictures that travel inside the mail."""

from base64 import encodebytes
from dataclasses import replace

from checks.mails import Case, newsletter, rendered
from hypothesis import given
from hypothesis import strategies as st

from digest.checks import check
from digest.checks.mail import picture_sizes


def carrying(*pictures: bytes) -> bytes:
    """A mail with these pictures."""
    head = b"Content-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n"
    parts = [
        head + b"Content-ID: <a>\r\n\r\n" + encodebytes(one).replace(b"\n", b"\r\n")
        for one in pictures
    ]
    return b"\r\n--=_a\r\n".join([b"MIME-Version: 1.0\r\n\r\n", *parts]) + b"\r\n--=_a--\r\n"


@given(st.lists(st.binary(max_size=200), max_size=4))
def test_sizes_are_those_of_the_files(pictures: list[bytes]) -> None:
    """Line ends and padding do not count."""
    assert picture_sizes(carrying(*pictures)) == tuple(len(one) for one in pictures)


def test_a_heavy_one_is_told() -> None:
    """The limit holds for what the mail carries as for what it fetches."""
    case = Case(why="a heavy picture", newsletter={"check": {"image_bytes": 10_000}})
    mail = replace(rendered(case), eml=carrying(bytes(9_000), bytes(11_000)))
    told = [one.message for one in check(mail, newsletter=newsletter(case)) if "heavy" in one.rule]
    assert told == ["The mail carries a picture of 11,000 bytes, more than 10,000."]
