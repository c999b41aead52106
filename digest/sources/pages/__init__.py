"""Web pages in; their article, or the feeds they offer, out."""
