"""A rendered issue in, what is wrong with it out: the preflight over the final bytes."""

from digest.checks.answers import Answer
from digest.checks.asking import web_addresses
from digest.checks.budget import Cost, byte_budget
from digest.checks.check import check

__all__ = ["Answer", "Cost", "byte_budget", "check", "web_addresses"]
