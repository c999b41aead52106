"""A rendered issue in, what is wrong with it out: the preflight over the final bytes."""

from digest.checks.check import check as check
