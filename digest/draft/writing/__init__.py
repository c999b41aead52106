"""A proposal in; what the program itself writes on a page out."""
