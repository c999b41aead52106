"""A mail to one address, once; and how an editor is told."""
