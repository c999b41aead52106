"""A picture is told by its own bytes; nothing else, and nothing from elsewhere, passes for one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pictures import extended_webp, gif, jpeg, lossless_webp, lossy_webp, png

from digest.pictures import Picture, PictureKind, UnfitPicture, parse_picture, read_picture

WRITERS = {
    "png": (png, PictureKind.PNG),
    "jpeg": (jpeg, PictureKind.JPEG),
    "gif": (gif, PictureKind.GIF),
    "lossy webp": (lossy_webp, PictureKind.WEBP),
    "lossless webp": (lossless_webp, PictureKind.WEBP),
    "extended webp": (extended_webp, PictureKind.WEBP),
}


@pytest.mark.parametrize(("write", "kind"), WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize(("width", "height"), [(1, 1), (640, 480), (16_000, 2_499)])
def test_a_picture_is_known_with_its_size(
    write: Callable[[int, int], bytes], kind: PictureKind, width: int, height: int
) -> None:
    """Width and height are not mixed up."""
    assert parse_picture(write(width, height)) == Picture(kind=kind, width=width, height=height)


@pytest.mark.parametrize("write", [png, jpeg, gif, extended_webp])
def test_a_picture_that_claims_too_many_pixels_is_refused(
    write: Callable[[int, int], bytes],
) -> None:
    """A hundred bytes can claim 60,000 × 60,000; whoever opens them needs gigabytes."""
    with pytest.raises(UnfitPicture, match=r"claims 60,000 × 60,000 pixels.*make it smaller"):
        parse_picture(write(60_000, 60_000))


def test_a_preview_inside_a_jpeg_is_not_taken_for_it() -> None:
    """Cameras put a small JPEG into a segment before the frame."""
    preview = jpeg(160, 120)
    segment = b"\xff\xe1" + (len(preview) + 2).to_bytes(2, "big") + preview
    assert parse_picture(jpeg(6000, 4000, before=segment + b"\xff\x01\xff")).width == 6000


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[newsletter]\ntitle = 'x'\n",
        b"SQLite format 3\x00",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"RIFF\x24\x00\x00\x00WAVEfmt ",
        b"BM" + bytes(60),
    ],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    """Settings, databases, sounds, and formats that mail programs do not show."""
    with pytest.raises(UnfitPicture, match="is no PNG, JPEG, GIF or WebP picture; name one"):
        parse_picture(data)


@pytest.mark.parametrize(
    "data",
    [
        png()[:20],
        png().replace(b"IHDR", b"IDAT"),
        png(0, 5),
        gif()[:7],
        jpeg()[:25],
        jpeg(before=b"\xff\xe1\x00\x00" * 3),
        b"\xff\xd8" + b"\xff" * 100_000,
        lossy_webp()[:27],
        lossless_webp()[:20],
        extended_webp()[:26],
        lossy_webp().replace(b"VP8 ", b"ALPH"),
    ],
)
def test_a_damaged_picture_is_refused(data: bytes) -> None:
    """It may have been cut off, or made to keep its reader busy."""
    with pytest.raises(UnfitPicture, match=r"is a damaged \w+ picture; save it anew"):
        parse_picture(data)


@given(st.sampled_from([write() for write, _ in WRITERS.values()]), st.binary(), st.integers(0, 40))
def test_no_bytes_do_more_than_be_refused(picture: bytes, noise: bytes, at: int) -> None:
    """A head that goes wrong anywhere."""
    try:
        known = parse_picture(picture[:at] + noise + picture[at + len(noise) :])
    except UnfitPicture:
        return
    assert 0 < known.width * known.height <= 40_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A newsletter's folder, itself below a hidden one, with pictures in every place."""
    root = tmp_path / ".letters" / "watch"
    for name in ("a.png", ".digest/a.png", "b/.c/a.png", ".a.png", "../elsewhere.png"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(png())
    (root / "link.png").symlink_to("a.png")
    (root / "out.png").symlink_to("../elsewhere.png")
    (root / "hidden.png").symlink_to(".digest/a.png")
    (root / "loop.png").symlink_to("loop.png")
    (root / "settings.png").symlink_to("newsletter.toml")
    (root / "newsletter.toml").write_text("[newsletter]\n", "utf-8")
    (root / "large.png").write_bytes(png() + bytes(10_000_000))
    return root


@pytest.mark.parametrize("name", ["a.png", "link.png", "b/../a.png"])
def test_a_picture_in_the_newsletters_folder_is_shown(folder: Path, name: str) -> None:
    """By its name, or by a link that stays inside."""
    assert read_picture(folder / name, folder) == png()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../elsewhere.png", "leads out of the newsletter's folder"),
        ("out.png", "leads out of the newsletter's folder"),
        ("/etc/passwd", "leads out of the newsletter's folder"),
        (".digest/a.png", "is hidden"),
        ("b/.c/a.png", "is hidden"),
        (".a.png", "is hidden"),
        ("hidden.png", "is hidden"),
        ("settings.png", "is no PNG"),
        ("b", "is not there"),
        ("gone.png", "is not there"),
        ("loop.png", "is not there"),
        ("large.png", "no more than 10,000,000 are read; make it smaller"),
    ],
)
def test_no_other_file_is_shown(folder: Path, name: str, reason: str) -> None:
    """Whatever leads to it; the reason says what to do."""
    with pytest.raises(UnfitPicture, match=reason):
        read_picture(folder / name, folder)
