"""A rendered issue in, what is wrong with it out: the preflight over the final bytes."""

from digest.checks.check import check, worst_first
from digest.checks.web import WebAnswer, web_addresses

__all__ = ["WebAnswer", "check", "web_addresses", "worst_first"]
