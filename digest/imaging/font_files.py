"""Where systems keep their fonts; those of this computer that a card may be written in, out."""

from collections.abc import Sequence
from pathlib import Path

_FOLDERS = (
    "/usr/share/fonts/truetype/dejavu",
    "/usr/share/fonts/truetype/noto",
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/truetype/liberation",
    "/usr/share/fonts/truetype/freefont",
    "/usr/share/fonts/dejavu-serif-fonts",
    "/usr/share/fonts/dejavu-sans-fonts",
    "/usr/share/fonts/google-noto",
    "/usr/share/fonts/google-noto-cjk",
    "/usr/share/fonts/noto",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/TTF",
    "/usr/local/share/fonts",
    "/System/Library/Fonts",
    "/System/Library/Fonts/Supplemental",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
_NAMES = (
    "Georgia Bold.ttf",
    "georgiab.ttf",
    "NotoSerif-Bold.ttf",
    "DejaVuSerif-Bold.ttf",
    "NotoNaskhArabic-Bold.ttf",
    "NotoSerifHebrew-Bold.ttf",
    "NotoSerifDevanagari-Bold.ttf",
    "NotoSerifBengali-Bold.ttf",
    "NotoSerifTamil-Bold.ttf",
    "NotoSerifThai-Bold.ttf",
    "NotoSerifArmenian-Bold.ttf",
    "NotoSerifGeorgian-Bold.ttf",
    "NotoSerifCJK-Bold.ttc",
    "NotoSansCJK-Bold.ttc",
    "Times New Roman Bold.ttf",
    "timesbd.ttf",
    "DejaVuSans-Bold.ttf",
    "Arial Bold.ttf",
    "arialbd.ttf",
    "FreeSerifBold.ttf",
    "YuGothB.ttc",
    "msyhbd.ttc",
    "msjhbd.ttc",
    "malgunbd.ttf",
    "Nirmala.ttc",
    "Nirmala.ttf",
    "Arial Unicode.ttf",
    "PingFang.ttc",
    "AppleSDGothicNeo.ttc",
)


def computer_fonts(folders: Sequence[str] = _FOLDERS) -> tuple[Path, ...]:
    """The font files in `folders` that have many letters beside Latin ones, the best first."""
    there = [place for folder in folders if (place := Path(folder)).is_dir()]
    files = (place / name for name in _NAMES for place in there)
    return tuple(file for file in files if file.is_file())
