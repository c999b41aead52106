"""The rooms of the desk: each a file with its routes, and a pure function that describes it."""
