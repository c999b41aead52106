"""`python -m digest.compile_templates` keeps the code of all the program's templates beside them.

For whoever installs the program where those who run it may not write, such as into an image.
"""

import sys

from digest.desk.fragments import compile_fragments
from digest.errors import DigestError
from digest.rendering.templates.environments import compile_stock

if __name__ == "__main__":
    try:
        sys.stdout.write(f"{compile_stock() + compile_fragments()} templates compiled\n")
    except DigestError as error:
        sys.exit(f"digest: {error}")
