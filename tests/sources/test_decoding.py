"""Bodies come out as they went in, and never larger than allowed."""

import gzip
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.sources.web.decoding import Decoder, TooLarge
from digest.sources.web.protocol import NoAnswer

BODY = b"<rss>" + b"weekly news " * 5000 + b"</rss>"
MB = 1_000_000


def decoded(encoding: str, data: bytes, *, most: int = MB, step: int = 700) -> tuple[bytes, bool]:
    """What comes out when `data` arrives in pieces, and whether it was whole."""
    decoder = Decoder(encoding, most=most)
    parts = [data[at : at + step] for at in range(0, len(data), step)]
    return b"".join(piece for part in parts for piece in decoder.decode(part)), decoder.whole


@given(st.binary(max_size=4000), st.integers(min_value=1, max_value=999))
def test_gzip_comes_out_as_it_went_in(body: bytes, step: int) -> None:
    """However the bytes are cut, what was compressed is read whole."""
    assert decoded("gzip", gzip.compress(body, mtime=0), step=step) == (body, True)


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("", BODY),
        ("identity", BODY),
        ("GZIP", gzip.compress(BODY, mtime=0)),
        ("x-gzip", gzip.compress(BODY, mtime=0)),
        ("deflate", zlib.compress(BODY)),
        ("deflate", zlib.compress(BODY)[2:-4]),
        ("deflate, gzip", gzip.compress(zlib.compress(BODY), mtime=0)),
        ("gzip", gzip.compress(BODY[:100], mtime=0) + gzip.compress(BODY[100:])),
    ],
)
def test_every_way_to_encode_is_undone(encoding: str, data: bytes) -> None:
    """Wrapped and raw deflate, several layers and several members are read."""
    assert decoded(encoding, data) == (BODY, True)


@pytest.mark.parametrize("missing", [1, 8, 30])
def test_a_truncated_gzip_is_not_whole(missing: int) -> None:
    """A gzip without its trailer gives what there is, and says that it is not all."""
    body, whole = decoded("gzip", gzip.compress(BODY, mtime=0)[:-missing])
    assert BODY.startswith(body)
    assert not whole


@pytest.mark.parametrize(
    ("encoding", "whole"), [("gzip", gzip.compress(BODY)), ("deflate", zlib.compress(BODY))]
)
def test_what_follows_the_end_is_dropped_at_once(encoding: str, whole: bytes) -> None:
    """zlib would copy all of it at every chunk: two megabytes in small ones took half a minute."""
    decoder = Decoder(encoding, most=MB)
    assert b"".join(decoder.decode(whole)) == BODY
    started = time.process_time()
    for _ in range(50_000):
        assert not b"".join(decoder.decode(b"x" * 40))
    assert decoder.whole
    assert time.process_time() - started < 2


def test_a_bomb_stops_at_the_limit() -> None:
    """Three layers of gzip in some hundred bytes do not become a gigabyte."""
    bomb = gzip.compress(gzip.compress(gzip.compress(bytes(64 * MB))))
    with pytest.raises(TooLarge, match=r"larger than 1 MB.*max_megabytes"):
        decoded("gzip, gzip, gzip", bomb)


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, br", "gzip, gzip, gzip, gzip"])
def test_what_was_not_asked_for_is_refused(encoding: str) -> None:
    """An encoding that is not read here, or too many of them, is a clear failure."""
    with pytest.raises(NoAnswer, match="not asked for"):
        Decoder(encoding, most=MB)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_body_that_is_not_compressed_is_a_failure(encoding: str) -> None:
    """A server that only claims to compress is told apart from an empty feed."""
    with pytest.raises(NoAnswer, match="not compressed as it says"):
        decoded(encoding, BODY)
