"""Words and addresses that stand in for others still to be written."""

from collections.abc import Iterable, Iterator
from functools import partial

from digest.checks.mail import Mail
from digest.checks.passages import Passage, passages
from digest.checks.pictures import pictures
from digest.checks.quoting import quoted, shown
from digest.checks.rule import WHOLE_MAIL, Problem, Rule
from digest.checks.stand_ins import stand_ins, stand_ins_of_address
from digest.checks.stock_texts import stock_address, stock_words_in
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    wording, addresses = tuple(passages(mail)), tuple(dict.fromkeys(_addresses(mail)))
    found: dict[tuple[str, str], Problem] = {}
    for problem, stand_in in (*_in_words(mail, wording), *_in_addresses(addresses)):
        found.setdefault((problem.block, stand_in), problem)
    yield from found.values()
    yield from _stock(mail, wording, addresses)


def _in_words(mail: Mail, wording: Iterable[Passage]) -> Iterator[tuple[Problem, str]]:
    for passage in wording:
        words = passage.words
        for stand_in in stand_ins(words, partial(passage.language, mail)):
            beside = f", in {quoted(words)}" if words != stand_in else ""
            message = f"{passage.what} still says {quoted(stand_in)}{beside}."
            yield Problem(block=passage.block(mail), message=message), stand_in


def _in_addresses(addresses: Iterable[tuple[str, str]]) -> Iterator[tuple[Problem, str]]:
    for address, block in addresses:
        for stand_in in stand_ins_of_address(address):
            message = f"An address still says {quoted(stand_in)}: {shown(address)}."
            yield Problem(block=block, message=message), stand_in


def _stock(
    mail: Mail, wording: Iterable[Passage], addresses: Iterable[tuple[str, str]]
) -> Iterator[Problem]:
    """One finding for each place in which the editor replaces what `init` wrote."""
    found: dict[str, list[tuple[str, str]]] = {}
    # Most mails hold none of them, which is seen at once in all their words together.
    for stock in stock_words_in("\n".join(passage.words for passage in wording)):
        for passage in wording:
            if stock.words in passage.words:
                told = quoted(stock.words), passage.block(mail)
                found.setdefault(stock.where, []).append(told)
    for address, block in addresses:
        if known := stock_address(address):
            found.setdefault(known.where, []).append((shown(address), block))
    for where, texts in found.items():
        first, *others = dict.fromkeys(text for text, _ in texts)
        more = f" and {len(others)} more" if others else ""
        # The subject only repeats what an item says.
        blocks = sorted((block for _, block in texts), key=lambda block: block == WHOLE_MAIL)
        yield Problem(
            block=blocks[0],
            message=f"{first}{more} came with `digest init`: write your own in {where}.",
            fix="Replace it there and build again.",
        )


def _addresses(mail: Mail) -> Iterator[tuple[str, str]]:
    yield from ((link.address, link.block) for link in mail.links)
    for image in pictures(mail.page):
        yield image.attributes.get("src", ""), mail.block(image)


RULE = Rule(
    id="placeholder",
    severity=Severity.ERROR,
    why="Words that only hold a place (TODO, TK, lorem ipsum, what `digest init` wrote) are the "
    "commonest slip in a newsletter made from a template.",
    fix="Write the words on the draft page, in the article or in newsletter.toml; if they are "
    'meant, set placeholder = "warning" under [check.rules] for this issue.',
    find=_find,
)
