"""The settings of a small newsletter that reads one folder."""

NEWSLETTER = """
[newsletter]
title = "Test Weekly"
[schedule]
as_of = 2024-08-09T06:00:00Z
[[sources]]
path = "articles"
name = "Desk"
[[sections]]
id = "other"
heading = "In other news:"
[colophon]
address = "1 Street, Town"
unsubscribe_url = "https://example.org/out"
"""
