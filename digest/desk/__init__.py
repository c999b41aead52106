"""A way to build the issue in; the issue in a browser, rebuilt when a file changes, out."""

from digest.desk.server import OnDesk as OnDesk
from digest.desk.server import serve_desk as serve_desk
