"""Files that others wrote are the ones that their packages published."""

import re
from hashlib import sha256

from digest.desk.app import STATIC

VENDOR = STATIC / "vendor"
LISTED = re.compile(r"^\| `([^`]+)` .*`([0-9a-f]{64})` \|$", re.MULTILINE)


def test_each_file_is_listed_with_its_hash() -> None:
    """Neither changed nor forgotten."""
    listed = dict(LISTED.findall((VENDOR / "README.md").read_text("utf-8")))
    files = {one.name: one for one in VENDOR.iterdir() if one.suffix in {".js", ".css"}}
    assert listed.keys() == files.keys() != set()
    assert {name: sha256(one.read_bytes()).hexdigest() for name, one in files.items()} == listed
