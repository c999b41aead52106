"""The text of a page in, its values out; and a story's lines with some of them changed."""
