"""Articles in, a proposal out: grouped into stories, ranked by a visible sum, placed. Pure."""

from digest.selection.select import select

__all__ = ["select"]
