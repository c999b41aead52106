"""Articles in, a proposal out: grouped into stories, ranked by a visible sum, placed. Pure."""

from digest.selection.blurb_writing import Blurber, Suggestion
from digest.selection.command import CommandBlurber
from digest.selection.explain import Explanation, explain
from digest.selection.memory import SelectionMemory
from digest.selection.proposal import select

__all__ = [
    "Blurber",
    "CommandBlurber",
    "Explanation",
    "SelectionMemory",
    "Suggestion",
    "explain",
    "select",
]
