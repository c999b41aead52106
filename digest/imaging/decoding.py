"""A picture file's bytes in; the picture out, upright and in sRGB."""

import struct
import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageCms, ImageOps
from PIL.JpegImagePlugin import JpegImageFile

from digest.pictures import MOST_PIXELS, PictureKind, UnfitPicture, parse_picture

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
# Warned of from here on, and warnings are errors while a file is read.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
_ORIENTATION = 0x0112
_SAYS_HOW_TO_SHOW_IT = frozenset(
    {
        "adobe", "adobe_transform", "aspect", "background", "chromaticity", "dpi", "duration",
        "extension", "gamma", "interlace", "jfif", "jfif_density", "jfif_unit", "jfif_version",
        "loop", "progression", "progressive", "srgb", "timestamp", "transparency", "version",
    }
)  # fmt: skip
_NOT_SHOWN_EVERYWHERE = frozenset({"CMYK", "I", "I;16", "I;16B", "I;16L"})
_PLAIN_SEGMENTS = frozenset({"APP0", "APP14"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A picture of mode L, RGB or RGBA.

    `redrawn` says that it had to be turned, or its colours changed; `plain` that its file holds
    nothing beside the picture. `animated` ones are given by their first frame.
    """

    image: Image.Image
    redrawn: bool
    plain: bool
    animated: bool


def decode_picture(data: bytes, width: int) -> Decoded:
    """The picture of a file, read no finer than `width` pixels need where its format allows that.

    Raises UnfitPicture for what cannot be read to its end.
    """
    kind = parse_picture(data).kind
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return _decoded(data, kind, width)
        except UnfitPicture:
            raise
        except Exception as error:  # Decoders raise whatever a damaged file makes them stumble on.
            raise UnfitPicture(f"is a damaged {kind.name} picture; save it anew") from error


def _decoded(data: bytes, kind: PictureKind, width: int) -> Decoded:
    with Image.open(BytesIO(data), formats=_FORMATS) as image:
        if image.width * image.height > MOST_PIXELS:
            raise UnfitPicture(f"has more than {MOST_PIXELS:,} pixels; make it smaller")
        animated = bool(getattr(image, "is_animated", False)) and kind is not PictureKind.JPEG
        if isinstance(image, JpegImageFile):
            # What is far too large is decoded at a half, a quarter or an eighth.
            image.draft(None, (2 * width, 2 * width))
        image.load()
        turned = _is_turned(image)
        profile = _foreign_profile(image)
        plain = not _says_more(image)
        # At the limit each copy has 160 MB, so none is made for nothing.
        shown = _in_srgb(ImageOps.exif_transpose(image) if turned else image, profile)
        shown.info = {}
        return Decoded(
            image=shown,
            redrawn=turned or profile is not None or image.mode in _NOT_SHOWN_EVERYWHERE,
            plain=plain,
            animated=animated,
        )


def _is_turned(image: Image.Image) -> bool:
    """Whether its metadata ask for it to be turned; not where nobody can read them."""
    try:
        return image.getexif().get(_ORIENTATION, 1) not in {0, 1}
    except (OSError, SyntaxError, ValueError, struct.error):
        return False


def _says_more(image: Image.Image) -> bool:
    """Whether its file holds places, names, notes, a preview or a colour profile."""
    if set(map(str, image.info)) - _SAYS_HOW_TO_SHOW_IT:
        return True
    return isinstance(image, JpegImageFile) and any(
        name not in _PLAIN_SEGMENTS for name, _ in image.applist
    )


def _foreign_profile(image: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """The profile of its colours; None where that is sRGB's, damaged or missing."""
    data = image.info.get("icc_profile")
    if not isinstance(data, bytes):
        return None
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(data))
        return None if "sRGB" in ImageCms.getProfileDescription(profile) else profile
    except (ImageCms.PyCMSError, OSError, ImportError):
        return None


def _in_srgb(image: Image.Image, profile: ImageCms.ImageCmsProfile | None) -> Image.Image:
    if image.mode.startswith("I"):
        # 16 bits of grey, of which a screen shows the upper eight.
        image = Image.frombytes("L", image.size, image.tobytes("raw", "I;16B")[::2])
    if image.has_transparency_data:
        image = image if image.mode == "RGBA" else image.convert("RGBA")
    elif image.mode not in {"L", "RGB", "CMYK"}:
        image = image.convert("L" if image.mode == "1" else "RGB")
    if profile:
        image = _from_profile(image, profile)
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    return image.convert("RGB") if image.mode == "CMYK" else image


def _from_profile(image: Image.Image, profile: ImageCms.ImageCmsProfile) -> Image.Image:
    """`image` in sRGB; as it is where the profile is for another mode."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        srgb = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, profile, srgb, outputMode=mode) or image
    except ImageCms.PyCMSError:
        return image
