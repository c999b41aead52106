"""Georgia for Chromium where there is none: Gelasio, which has its widths, under its name.

Two packages of the registries bring the font and the tool that unpacks it, into a folder that the
caller throws away; `npm` and `uv` must be there.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FONT = "@fontsource/gelasio"
UNPACK = ("uv", "run", "--quiet", "--no-project", "--with", "fonttools[woff]")
CONFIGURATION = """\
<?xml version="1.0"?>
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{folder}/faces</dir>
  <cachedir>{folder}/cache</cachedir>
  <match target="pattern">
    <test name="family"><string>Georgia</string></test>
    <edit name="family" mode="assign" binding="strong"><string>Gelasio</string></edit>
  </match>
</fontconfig>
"""


@contextmanager
def georgia_in(folder: Path) -> Iterator[None]:
    """Let every program begun in this block find Georgia; `folder` takes the files."""
    faces = folder / "faces"
    faces.mkdir(parents=True)
    packed = subprocess.run(
        ["npm", "pack", "--silent", FONT], cwd=folder, check=True, capture_output=True, text=True
    )
    subprocess.run(["tar", "xzf", packed.stdout.strip()], cwd=folder, check=True)
    for face in sorted((folder / "package" / "files").glob("gelasio-latin-[47]00-*.woff2")):
        # Beside the packed ones a browser that begins at once would not find them.
        unpacked = faces / face.with_suffix(".ttf").name
        command = [*UNPACK, "python", "-m", "fontTools.ttLib.woff2", "decompress"]
        subprocess.run([*command, "-o", str(unpacked), str(face)], check=True, capture_output=True)
    settings = folder / "fonts.conf"
    settings.write_text(CONFIGURATION.format(folder=folder), encoding="utf-8")
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(settings)
    try:
        yield
    finally:
        os.environ.pop("FONTCONFIG_FILE")
        if before is not None:
            os.environ["FONTCONFIG_FILE"] = before
