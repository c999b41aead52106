"""Write what the site is built of into a folder: `python -m docs.generate build/docs`."""

import shutil
import sys
from pathlib import Path

from digest.config.schema import settings_schema
from docs.generate.keys import keys_page
from docs.generate.options import options_page
from docs.generate.pages import copy_pages

ROOT = Path(__file__).parents[2]


def main(target: Path) -> None:
    """The pages of the repository, and those that the program itself makes."""
    shutil.rmtree(target, ignore_errors=True)
    copy_pages(ROOT, target)
    schema = settings_schema()
    made = {
        "reference/options.md": options_page(),
        "reference/keys.md": keys_page(schema),
    }
    for name, text in made.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


main(Path(sys.argv[1]))
