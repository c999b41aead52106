"""How many examples hypothesis tries: all in CI and with --slow, else some; FEWER_EXAMPLES=1 wins.

A pytest plugin that conftest.py loads once Python keeps what it compiles: hypothesis is large.
"""

import os

import pytest
from hypothesis import settings

WHOLE, ORDINARY = "whole", "ordinary"
_MOST, _FEWEST = 100, 10
# How long an example takes says more about the machine's other work than about the code.
settings.register_profile(WHOLE, deadline=None, max_examples=_MOST)
settings.register_profile(ORDINARY, deadline=None, max_examples=25)


def pytest_configure(config: pytest.Config) -> None:
    """Choose before any test is read."""
    asked = config.getoption("--slow") or os.environ.get("CI")
    whole = asked and not os.environ.get("FEWER_EXAMPLES")
    settings.load_profile(WHOLE if whole else ORDINARY)


def examples(whole: int) -> int:
    """How many examples a test tries that wants another number of them, `whole` in CI."""
    if settings().max_examples == _MOST:
        return whole
    return min(whole, max(_FEWEST, whole // 4))
