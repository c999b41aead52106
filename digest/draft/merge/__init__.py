"""A page and a new proposal in; the page with what is new, and what came of it, out."""
