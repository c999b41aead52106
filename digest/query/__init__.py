"""The `match` of newsletter.toml: a small query language over an article's words.

    ukraine (talks OR negotiat*) "prisoner exchange" NOT title:football source:"Le Monde"

Words side by side must all be there, in any order; quoted ones stand together. OR joins
alternatives and binds less than standing side by side; NOT (or -) excludes; parentheses group;
`word*` takes any ending. Words are compared by their stems, so that `sanction` finds "sanctioned".
A field before a colon (title:, url: …) narrows the place; without one a word is looked for in the
title, the summary, the categories and the opening of the text.
"""

from digest.query.matching import FIELDS, Fields, Query, text_fields
from digest.query.parsing import QueryError, parse_query

__all__ = ["FIELDS", "Fields", "Query", "QueryError", "parse_query", "text_fields"]
