"""The bytes of RSS, Atom, CDF and JSON feeds in, entries out."""
