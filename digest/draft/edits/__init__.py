"""A page and what an editor wants done to it in; the page with that done, every other byte kept."""
