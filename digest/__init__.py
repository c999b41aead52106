"""Feeds and local articles in, one edited weekly newsletter issue out."""

import os

# pydantic would import what any installed package offers it; only what newsletter.toml names runs.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

__version__ = "0.2.0"
