"""`python -m digest.rendering.templates` keeps the code of the stock's templates beside them.

For whoever installs the program where those who run it may not write, such as into an image.
"""

import sys

from digest.errors import DigestError
from digest.rendering.templates.environments import compile_stock

if __name__ == "__main__":
    try:
        sys.stdout.write(f"{compile_stock()} templates compiled\n")
    except DigestError as error:
        sys.exit(f"digest: {error}")
