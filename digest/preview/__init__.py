"""A way to build the issue in; the issue in a browser, rebuilt when a file changes, out."""

from digest.preview.serving import serve as serve
