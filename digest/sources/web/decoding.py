"""Chunks of an encoded HTTP body in, decoded bytes out, never more than a given number.

Only gzip and deflate are asked for, so only these are read. zlib is driven here because HTTP
clients give back a truncated gzip as if it were whole (RFC 1952 has a trailer that tells).
"""

import zlib
from collections.abc import Iterator

from digest.sources.web.protocol import NoAnswer

ENCODINGS = "gzip, deflate"

_GZIP = b"\x1f\x8b"
_STEP = 2**16
_MOST_LAYERS = 3


class TooLarge(NoAnswer):
    """A body over its limit."""

    def __init__(self, most: int) -> None:
        super().__init__(
            f"is larger than {most / 1_000_000:g} MB; if that is right, "
            "set max_megabytes higher for this source"
        )


class _Layer:
    """One gzip or deflate encoding being undone."""

    def __init__(self, name: str, most: int) -> None:
        self._gzip = name == "gzip"
        self._zlib = zlib.decompressobj(zlib.MAX_WBITS | 16 if self._gzip else zlib.MAX_WBITS)
        self._room = most
        self._most = most
        self._started = False
        self._over = False

    @property
    def whole(self) -> bool:
        return self._zlib.eof

    def decode(self, data: bytes) -> Iterator[bytes]:
        if self._over:
            return
        piece = b""
        # A full step may have left more inside zlib, even where all input is consumed.
        while data or len(piece) == _STEP:
            piece = self._decompress(data)
            self._room -= len(piece)
            if self._room < 0:
                raise TooLarge(self._most)
            yield piece
            data = self._zlib.unconsumed_tail or self._next_member()

    def _decompress(self, data: bytes) -> bytes:
        first, self._started = not self._started, True
        try:
            return self._zlib.decompress(data, _STEP)
        except zlib.error:
            # Some servers send deflate without the zlib wrapper that RFC 9110 8.4.1.2 asks for.
            if not first or self._gzip:
                raise NoAnswer("sent a body that is not compressed as it says") from None
            self._zlib = zlib.decompressobj(-zlib.MAX_WBITS)
            return self._decompress(data)

    def _next_member(self) -> bytes:
        following = self._zlib.unused_data
        if not (self._gzip and following.startswith(_GZIP)):
            # zlib would copy all of what follows at each further chunk.
            self._over = self.whole and (not self._gzip or len(following) >= len(_GZIP))
            return b""
        self._zlib = zlib.decompressobj(zlib.MAX_WBITS | 16)
        return following


class Decoder:
    """Undoes a Content-Encoding header, `most` bytes at the most after each of its layers.

    Raises NoAnswer for an encoding that was not asked for.
    """

    def __init__(self, content_encoding: str, *, most: int) -> None:
        names = [name.strip().lower().removeprefix("x-") for name in content_encoding.split(",")]
        named = [name for name in names if name not in {"", "identity"}]
        if len(named) > _MOST_LAYERS or not set(named) <= {"gzip", "deflate"}:
            raise NoAnswer(f"sent an encoding that was not asked for: {content_encoding[:60]}")
        self._layers = [_Layer(name, most) for name in reversed(named)]

    @property
    def whole(self) -> bool:
        """Whether every layer has seen its end."""
        return all(layer.whole for layer in self._layers)

    def decode(self, data: bytes) -> Iterator[bytes]:
        """What `data` decodes to, in small pieces; raises TooLarge, or NoAnswer where it cannot."""
        pieces = iter([data])
        for layer in self._layers:
            pieces = _each(layer, pieces)
        return pieces


def _each(layer: _Layer, pieces: Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        yield from layer.decode(piece)
