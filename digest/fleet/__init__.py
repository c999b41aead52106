"""Folders of many newsletters in; the issue of each built, and what came of each, out."""
