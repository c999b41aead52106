"""The size meter counts the mail of whoever sends it, and the mail shows where that one is cut."""

import re
from pathlib import Path

from desk.rooms import drafted_newsletter, open_room

CHECK = "\n[check]\nclip_bytes = 51500\nnear_clip_bytes = 5000\n"
MARK = "<div data-clip>"
SERVICES = '\n[services.ghost]\nurl = "https://letter.example"\n[services.buttondown]\n'


def test_ghosts_mail_is_counted_for_ghost(tmp_path: Path) -> None:
    """Cut elsewhere than the mail itself; the mark stands before the first part not shown whole."""
    folder = drafted_newsletter(tmp_path)
    with (folder / "newsletter.toml").open("a") as settings:
        settings.write(CHECK + SERVICES)
    with open_room(folder) as room:
        plain = room.words("/?about=size&sender=plain")
        assert "Gmail shows all of this mail" in plain
        assert "Buttondown sends it" in plain
        assert "was never measured" in room.words("/?about=size&sender=buttondown")
        ghost = room.words("/?about=size&sender=ghost")
        assert "Gmail cuts this mail" in ghost
        assert "the most that a Ghost 6.65 put around one" in ghost
        assert MARK not in room.desk.content("/mail?sender=plain").body
        marked = room.desk.content("/mail?sender=ghost").body
    mark = marked.index(MARK)
    ids = re.compile(r'id="((?:item|section)-[^"]+)"')
    assert ids.findall(marked[:mark])
    assert ids.findall(marked[mark:])
