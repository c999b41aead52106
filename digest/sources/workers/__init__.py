"""Bytes of a stranger in, articles out, parsed in processes that may be killed."""
