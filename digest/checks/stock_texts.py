"""The words and addresses that `digest init` writes for the editor to replace.

What fits any newsletter ("Subscribe", "Reporting") is not here.
"""

from typing import NamedTuple

from digest.typography import as_typed


class StockText(NamedTuple):
    """Words or an address of `init`, and where the editor replaces them."""

    words: str
    where: str


_LEAD = "articles/lead.md"
_ITEM = "articles/item.md"
# A piece is found by any of its sentences: whoever replaces only the title still hears of the text.
STOCK_WORDS = tuple(
    StockText(words, where)
    for where, texts in (
        (
            _LEAD,
            (
                "Replace this with the week's lead",
                "One line under the headline that says why it matters",
                "Your name",
                "A local piece is a Markdown file in",
                "so it opens the issue.",
                "Link to what you cite",
                "readers of a digest want the way to the source",
                "Every file of the week is read when you run",
                "lets you change any headline, order or text before the issue goes out",
            ),
        ),
        (
            _ITEM,
            (
                "Add your feeds to newsletter.toml",
                "table names a feed or a folder",
                "Collect from cron every four hours",
                "rolls out of a busy feed before the issue is built",
            ),
        ),
        ("[colophon] address in newsletter.toml", ("1 Example Street", "12345 Example Town")),
        ("[mail] sender in newsletter.toml", ("Your Publication <", "digest@example.org")),
        ("[mail] list_id in newsletter.toml", ("digest.example.org",)),
    )
    for words in texts
)
STOCK_ADDRESSES = (
    StockText("https://example.org", "[newsletter] url in newsletter.toml"),
    StockText("https://example.org/subscribe", "[subscribe] url in newsletter.toml"),
    StockText("https://example.org/unsubscribe", "[colophon] unsubscribe_url in newsletter.toml"),
    StockText("https://example.org/lead", _LEAD),
    StockText("https://example.org/source", _LEAD),
    StockText("https://example.org/feeds", _ITEM),
)
_BY_ADDRESS = {stock.words: stock for stock in STOCK_ADDRESSES}


def stock_words_in(words: str) -> tuple[StockText, ...]:
    """The words of `init` that stand in a text."""
    typed = as_typed(words)
    return tuple(stock for stock in STOCK_WORDS if as_typed(stock.words) in typed)


def stock_address(address: str) -> StockText | None:
    """`address` as one of `init`'s, whatever parameters were added to it."""
    return _BY_ADDRESS.get(address.partition("?")[0].partition("#")[0].rstrip("/"))
