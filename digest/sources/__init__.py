"""Sources in, articles out: `collect` visits them politely and distrusts whatever they send."""

from digest.sources.collecting import collect

__all__ = ["collect"]
