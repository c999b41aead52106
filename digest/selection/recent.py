"""A function in, the same function with its last results at hand out."""

from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")


class Recent(Generic[Given, Made]):
    """A pure function that remembers its last calls: for equal arguments it gives the same again.

    Arguments need not be hashable. They are compared one after the other, where an object that is
    the very same costs nothing.
    """

    def __init__(self, function: Callable[Given, Made], most: int = 2) -> None:
        self._function = function
        self._most = most
        self._calls: tuple[tuple[object, Made], ...] = ()

    def __call__(self, *args: Given.args, **kwargs: Given.kwargs) -> Made:
        """What the function gives."""
        given = (args, kwargs)
        call = next((one for one in self._calls if one[0] == given), None)
        if call is None:
            call = (given, self._function(*args, **kwargs))
        self._calls = (*(one for one in self._calls if one is not call), call)[-self._most :]
        return call[1]
