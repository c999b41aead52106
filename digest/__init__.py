"""Feeds and local articles in, one edited weekly newsletter issue out."""

__version__ = "0.2.0"
