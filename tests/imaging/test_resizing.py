"""What an issue keeps of a picture: no more than a mail shows, and no word about who took it."""

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import chart, opened, photo, png, saved
from PIL import Image, ImageCms, ImageDraw
from PIL.JpegImagePlugin import JpegImageFile
from profiles import examples

from digest.imaging.resizing import fit_picture
from digest.pictures import Picture, PictureKind, UnfitPicture, parse_picture

GPS = 0x8825
ORIENTATION = 0x0112


def notes() -> Image.Exif:
    """What a phone says: where, and by whom."""
    said = Image.Exif()
    said[0x013B] = "Ines Maro"
    said.get_ifd(GPS)[1] = "N"
    return said


def turned(image: Image.Image) -> bytes:
    """A file whose picture lies on its side, as cameras write them."""
    said = Image.Exif()
    said[ORIENTATION] = 6
    return saved(image, exif=said)


def red_above(size: tuple[int, int]) -> Image.Image:
    """White with a red upper half."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0], size[1] // 2), "red")
    return image


def shades() -> Image.Image:
    """Every shade between four colours, and no grain."""
    slope = Image.linear_gradient("L")
    return Image.merge("RGB", (slope, slope.rotate(90), slope.rotate(180)))


def jpeg_of(data: bytes) -> JpegImageFile:
    """A JPEG, opened."""
    image = opened(data)
    assert isinstance(image, JpegImageFile)
    return image


@pytest.mark.parametrize(
    ("size", "width", "kept"),
    [
        ((1600, 900), 600, (1200, 675)),
        ((1600, 900), 252, (504, 284)),
        ((1601, 901), 96, (192, 108)),
        ((1200, 630), 600, (1200, 630)),
        ((300, 200), 600, (300, 200)),
        ((4000, 2), 96, (192, 1)),
    ],
)
def test_a_picture_has_at_most_twice_the_width_shown(
    size: tuple[int, int], width: int, kept: tuple[int, int]
) -> None:
    """In its own proportions, and never enlarged."""
    made = parse_picture(fit_picture(saved(photo(*size)), width))
    assert made == Picture(kind=PictureKind.JPEG, width=kept[0], height=kept[1])


@pytest.mark.parametrize(
    "data",
    [
        saved(photo(300, 200), quality=80),
        saved(shades(), "PNG", optimize=True),
        saved(chart(300, 200).quantize(16), "PNG", optimize=True, transparency=3),
        saved(chart(300, 200), "GIF"),
        png(3, 2),
    ],
    ids=["jpeg", "png", "palette", "gif", "grey"],
)
def test_a_picture_that_needs_no_change_is_kept_byte_for_byte(data: bytes) -> None:
    """Nothing is encoded a second time for nothing."""
    assert fit_picture(data, 600) == data


def test_a_photograph_that_was_saved_too_well_is_kept_in_half_the_bytes() -> None:
    """Nobody sees the difference on a screen."""
    data = saved(photo(1200, 800), quality=100, subsampling="4:4:4")
    made = fit_picture(data, 600)
    assert len(made) < len(data) / 2
    assert opened(made).size == (1200, 800)


def test_metadata_that_nobody_can_read_cost_no_picture() -> None:
    """The picture itself is sound."""
    file = BytesIO()
    photo(300, 200).save(file, "PNG", exif=b"Exif\0\0garbage!!!!")
    assert opened(fit_picture(file.getvalue(), 600)).size == (300, 200)


def test_jpegs_are_progressive_with_halved_colours() -> None:
    """They show at once and grow sharp."""
    image = jpeg_of(fit_picture(saved(photo(1600, 900)), 600))
    assert image.info.get("progressive") == 1
    assert [layer[1:3] for layer in image.layer] == [(2, 2), (1, 1), (1, 1)]


@pytest.mark.parametrize("size", [(700, 400), (300, 200)], ids=["shrunk", "small"])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_nothing_is_said_of_place_and_person(form: str, size: tuple[int, int]) -> None:
    """Whoever gets the mail learns only what the picture shows."""
    data = saved(photo(*size), form, exif=notes(), comment=b"for Ines Maro")
    assert b"Ines Maro" in data
    made = fit_picture(data, 252)
    assert b"Ines Maro" not in made
    assert dict(opened(made).getexif()) == {}


def test_a_segment_that_no_reader_knows_goes_too() -> None:
    """Makers of cameras have fifteen kinds for what they like."""
    segment = b"\xff\xe5" + struct.pack(">H", 2 + 9) + b"Ines Maro"
    data = saved(photo(300, 200))
    made = fit_picture(data[:2] + segment + data[2:], 600)
    assert b"Ines Maro" not in made
    assert opened(made).size == (300, 200)


def test_a_small_picture_in_another_format_is_not_enlarged() -> None:
    """It is encoded anew, at its own size."""
    assert opened(fit_picture(saved(photo(300, 200), "WEBP"), 600)).size == (300, 200)


def test_a_small_jpeg_without_its_notes_is_otherwise_as_it_was() -> None:
    """Its own tables are used again, so that hardly anything is lost."""
    image = photo(300, 200)
    plain, noted = saved(image, quality=60), saved(image, quality=60, exif=notes())
    assert jpeg_of(fit_picture(noted, 600)).quantization == jpeg_of(plain).quantization


def test_a_picture_on_its_side_is_set_upright() -> None:
    """Its width is that which is seen."""
    made = opened(fit_picture(turned(red_above((900, 1600)).rotate(90, expand=True)), 252))
    assert made.size == (504, 896)
    assert made.getpixel((250, 100)) == pytest.approx((254, 0, 0), abs=3)
    assert made.getpixel((250, 800)) == pytest.approx((255, 255, 255), abs=3)


def foreign_profile() -> bytes:
    """A profile like sRGB's, but for red and blue, which have changed places."""
    own = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = own.replace(b"rXYZ", b"....").replace(b"bXYZ", b"rXYZ").replace(b"....", b"bXYZ")
    return swapped.replace("sRGB".encode("utf-16-be"), "mine".encode("utf-16-be"))


@pytest.mark.parametrize("size", [(1600, 900), (300, 200)], ids=["shrunk", "small"])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_colours_of_another_profile_become_those_of_screens(
    form: str, size: tuple[int, int]
) -> None:
    """What the profile calls red is shown, not what the numbers would be without it."""
    data = saved(Image.new("RGB", size, "red"), form, icc_profile=foreign_profile())
    made = opened(fit_picture(data, 600))
    assert "icc_profile" not in made.info
    assert made.convert("RGB").getpixel((10, 10)) == pytest.approx((0, 0, 255), abs=12)


def test_a_profile_that_says_nothing_new_goes_without_a_trace() -> None:
    """Most cameras write sRGB's own."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = saved(Image.new("RGB", (300, 200), "red"), icc_profile=profile)
    made = opened(fit_picture(data, 600))
    assert "icc_profile" not in made.info
    assert made.getpixel((10, 10)) == pytest.approx((254, 0, 0), abs=3)


def test_a_damaged_profile_is_passed_over() -> None:
    """The picture is worth more than its profile."""
    data = saved(Image.new("RGB", (300, 200), "red"), icc_profile=b"no profile at all")
    assert opened(fit_picture(data, 600)).getpixel((10, 10)) == pytest.approx((254, 0, 0), abs=3)


def test_a_picture_for_print_is_made_one_for_screens() -> None:
    """Outlook shows four inks in false colours, or not at all."""
    made = opened(fit_picture(saved(Image.new("CMYK", (300, 200), (0, 255, 255, 0))), 600))
    assert made.mode == "RGB"
    assert made.getpixel((10, 10)) == pytest.approx((254, 0, 0), abs=3)


def deep_grey(width: int, height: int, value: int) -> bytes:
    """A PNG of 16 bits a pixel."""
    head = struct.pack(">IIBBBBB", width, height, 16, 0, 0, 0, 0)
    line = b"\0" + struct.pack(">H", value) * width
    chunks = (b"IHDR" + head, b"IDAT" + zlib.compress(line * height), b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        for chunk in chunks
    )


@pytest.mark.parametrize("width", [300, 1600])
def test_sixteen_bits_of_grey_become_eight_of_the_same_grey(width: int) -> None:
    """Cut off at the top, all of it would be white."""
    made = opened(fit_picture(deep_grey(width, 20, 0x4080), 600)).convert("L")
    assert made.getpixel((5, 5)) == pytest.approx(0x40, abs=1)


def test_what_can_be_seen_through_stays_so() -> None:
    """Also a palette's colour; a logo stands on any ground, and in dark mode."""
    logo = Image.new("RGBA", (1600, 400), (0, 0, 0, 0))
    ImageDraw.Draw(logo).ellipse((100, 50, 1500, 350), (160, 60, 30, 255))
    for data in (saved(logo, "PNG"), saved(logo, "GIF")):
        made = fit_picture(data, 520)
        assert parse_picture(made) == Picture(kind=PictureKind.PNG, width=1040, height=260)
        alpha = opened(made).convert("RGBA").getchannel("A")
        assert (alpha.getpixel((2, 2)), alpha.getpixel((520, 130))) == (0, 255)


def test_an_alpha_channel_that_hides_nothing_costs_nothing() -> None:
    """Screenshots have one."""
    data = saved(photo(700, 400).convert("RGBA"), "PNG")
    assert parse_picture(fit_picture(data, 252)).kind is PictureKind.JPEG


@pytest.mark.parametrize(
    ("image", "form", "kind"),
    [
        (photo(700, 400), "PNG", PictureKind.JPEG),
        (chart(700, 400), "PNG", PictureKind.PNG),
        (photo(700, 400), "WEBP", PictureKind.JPEG),
        (photo(200, 120), "WEBP", PictureKind.JPEG),
        (chart(200, 120), "WEBP", PictureKind.PNG),
        (chart(700, 400), "GIF", PictureKind.PNG),
        (photo(200, 120), "PNG", PictureKind.JPEG),
    ],
    ids=["photo.png", "chart.png", "photo.webp", "small.webp", "chart.webp", "chart.gif", "small"],
)
def test_the_kind_is_what_suits_the_picture(
    image: Image.Image, form: str, kind: PictureKind
) -> None:
    """JPEG where it has half the bytes of a PNG; no WebP, which Outlook does not show."""
    data = saved(image, form, lossless=True) if form == "WEBP" else saved(image, form)
    assert parse_picture(fit_picture(data, 252)).kind is kind


def test_a_chart_gets_a_palette_and_shades_get_none() -> None:
    """Where 256 colours are enough for anyone."""
    assert opened(fit_picture(saved(chart(1600, 900), "PNG"), 600)).mode == "P"
    assert opened(fit_picture(saved(shades(), "PNG"), 100)).mode == "RGB"


@pytest.mark.parametrize("form", ["GIF", "PNG"])
def test_an_animation_stays_as_it_is(form: str) -> None:
    """At any width: its frames would not survive."""
    frames = [Image.new("RGB", (1600, 90), colour) for colour in ("red", "blue", "green")]
    data = saved(frames[0], form, save_all=True, append_images=frames[1:])
    assert fit_picture(data, 252) == data


def test_of_an_animated_webp_the_first_frame_is_kept() -> None:
    """A still picture that everyone sees instead of none."""
    frames = [Image.new("RGB", (600, 90), colour) for colour in ("red", "blue")]
    data = saved(frames[0], "WEBP", save_all=True, append_images=frames[1:])
    made = opened(fit_picture(data, 252))
    assert made.size == (504, 76)
    assert made.convert("RGB").getpixel((9, 9)) == pytest.approx((254, 0, 0), abs=4)


WHOLE = {
    "jpeg": saved(photo(160, 120)),
    "png": saved(photo(160, 120), "PNG"),
    "gif": saved(photo(160, 120), "GIF"),
    "webp": saved(photo(160, 120), "WEBP"),
}


@pytest.mark.parametrize("width", [50, 600])
@pytest.mark.parametrize("data", WHOLE.values(), ids=WHOLE)
def test_a_file_that_was_cut_off_is_refused(data: bytes, width: int) -> None:
    """Half a picture is none; the reason says what to do."""
    with pytest.raises(UnfitPicture, match=r"is a damaged \w+ picture; save it anew"):
        fit_picture(data[: len(data) // 2], width)


def test_a_bomb_inside_a_small_head_is_refused() -> None:
    """A GIF's frame may be larger than the screen that its head names."""
    data = bytearray(saved(chart(90, 60), "GIF"))
    frame = data.index(b"\x2c\0\0\0\0")
    data[frame + 5 : frame + 9] = struct.pack("<HH", 60_000, 60_000)
    with pytest.raises(UnfitPicture, match=r"save it anew|make it smaller"):
        fit_picture(bytes(data), 600)


def test_another_format_behind_a_pictures_head_is_not_opened() -> None:
    """Pillow knows dozens of formats; four are read."""
    for form in ("TIFF", "BMP", "PPM"):
        with pytest.raises(UnfitPicture, match="is no PNG, JPEG, GIF or WebP picture"):
            fit_picture(saved(photo(40, 30), form), 600)


@pytest.mark.parametrize("data", WHOLE.values(), ids=WHOLE)
@settings(max_examples=examples(40), deadline=None)
@given(noise=st.binary(min_size=1, max_size=12), at=st.floats(0, 1))
def test_no_bytes_do_more_than_be_refused(data: bytes, noise: bytes, at: float) -> None:
    """Noise anywhere gives another picture or the refusal, and no other error."""
    place = int(at * len(data))
    try:
        made = fit_picture(data[:place] + noise + data[place + len(noise) :], 50)
    except UnfitPicture:
        return
    assert 0 < parse_picture(made).width <= 40_000
