"""A picture file in; the file that an issue keeps of it, small enough for a mail, out."""

from io import BytesIO

from PIL import Image, ImageChops, ImageStat

from digest.imaging.decoding import decode_picture
from digest.pictures import PictureKind, parse_picture

DENSITY = 2
"""Pixels of a file to a pixel of the mail: as many as fine screens have."""
_QUALITY = 82
# Seen at half its size, a picture shows less of what was thrown away.
_QUALITY_WHEN_DENSE = 65
_MOST_COLOURS = 256
_HOPELESS = 5
# The mean square by which a colour may be off: 45 decibels. Where a palette keeps to that, as with
# charts, nobody sees it; with photographs and pictures of screens it does not.
_UNSEEN_ERROR = 2.0


def fit_picture(data: bytes, width: int) -> bytes:
    """The bytes of a PNG, JPEG or GIF for a picture that is shown `width` pixels wide.

    It has at most `DENSITY` times that width, is upright and in sRGB, and says nothing of the place
    and the person that made it. It is `data` where that is so already, unless new bytes are half as
    many, and for an animation. Raises UnfitPicture for a damaged file.
    """
    head = parse_picture(data)
    decoded = decode_picture(data, DENSITY * width)
    fits = head.width <= DENSITY * width
    if _moves_or_fits(head.kind, fits=fits, moves=decoded.animated):
        return data
    image = _shrunk(decoded.image, DENSITY * width)
    quality = _QUALITY_WHEN_DENSE if image.width >= 1.5 * width else _QUALITY
    made = _encoded(image, quality, jpeg=head.kind is PictureKind.JPEG)
    if not fits or decoded.redrawn or head.kind is PictureKind.WEBP:
        return made
    kept = data if decoded.plain else _without_notes(data, made)
    return _smaller(made, kept)


def _moves_or_fits(kind: PictureKind, *, fits: bool, moves: bool) -> bool:
    """Whether it is an animation that mails show, or a GIF of the right size."""
    return (kind is PictureKind.GIF and (fits or moves)) or (kind is PictureKind.PNG and moves)


def _without_notes(data: bytes, made: bytes) -> bytes:
    """A JPEG as it was but for what it says beside the picture; `made` in place of others."""
    with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as image:
        if image.format != "JPEG":
            return made
        image.load()
        image.info = {}
        # By its own tables, hardly anything is lost a second time.
        return _saved(image, "JPEG", quality="keep", progressive=True, optimize=True)


def _smaller(made: bytes, kept: bytes) -> bytes:
    return made if 2 * len(made) <= len(kept) else kept


def _shrunk(image: Image.Image, width: int) -> Image.Image:
    if image.width <= width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _encoded(image: Image.Image, quality: int, *, jpeg: bool) -> bytes:
    if image.mode == "RGBA":
        return encode_png(image)
    photo = _saved(
        image, "JPEG", quality=quality, progressive=True, optimize=True, subsampling="4:2:0"
    )
    # A good PNG of a photograph takes seconds; a hasty one shows that it is not worth them.
    if jpeg or _HOPELESS * len(photo) <= len(_saved(image, "PNG", compress_level=1)):
        return photo
    return _smaller(photo, encode_png(image))


def encode_png(image: Image.Image, effort: int = 9) -> bytes:
    """The PNG of `image`, with a palette where nobody could tell; `effort` is that of zlib."""
    if image.mode == "RGB":
        palette = image.quantize(_MOST_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        error = ImageStat.Stat(ImageChops.difference(image, palette.convert("RGB"))).sum2
        if sum(error) <= _UNSEEN_ERROR * 3 * image.width * image.height:
            image = palette
    return _saved(image, "PNG", compress_level=effort)


def _saved(image: Image.Image, form: str, **options: str | int | bool) -> bytes:
    file = BytesIO()
    image.save(file, form, **options)
    return file.getvalue()
