"""Dates as people and programs write them in, moments out."""
