"""A layout for digest, which reads the files beside this one and never runs it."""
