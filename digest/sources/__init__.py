"""Sources in, articles out: `collect` visits them politely and distrusts whatever they send."""

from digest.sources.collection import collect

__all__ = ["collect"]
