"""A source and what is remembered of it in; its `Reading`, and what to remember next, out."""
