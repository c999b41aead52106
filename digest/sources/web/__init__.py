"""Addresses in, answers out: politely, under guard, within limits."""
