"""Pure string functions that every stage may use."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from ipaddress import ip_address
from itertools import groupby

_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)
_USUAL = bytes([9, 10, 13, *range(32, 127)])
_MAIL_ADDRESS = re.compile(
    r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*"
    r"@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*",
    re.ASCII,
)
# The second form, with a slash in the password, does not work, but gives the password away.
_CREDENTIALS = re.compile(r"""(?<=://)(?:[^/?#\s"'<>]*@|[^/?#\s@"'<>]+:[^\s"'<>]*@)""")
MARKED_LINK = re.compile(r"\[([^\[\]]{1,300})\]\((https?://(?:[^\s()<>]|\([^\s()<>]{0,300}\))+)\)")
"""A link as the editor's page writes it: `[words](https://…)`, perhaps with (…) in the address."""

_UNLINKED = str.maketrans({"[": "(", "]": ")"})
_UNQUOTED = str.maketrans({"(": "%28", ")": "%29", "<": "%3C", ">": "%3E"})
_PLACEHOLDER = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth"),
)
_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})


def without_controls(text: str) -> str:
    """`text` without C0 and C1 controls, lone surrogates, noncharacters and bidi overrides.

    Tab, newline and carriage return stay. Any of these breaks an XML parser, clips a mail in Gmail
    or reorders what follows.
    """
    unusual = _unusual(text)
    return _UNWANTED.sub("", text) if unusual and _UNWANTED.search(unusual) else text


def one_line(text: str) -> str:
    """`text` cleaned of controls, every run of white space a single space."""
    if not text:
        return ""
    text = without_controls(text)
    # Hardly any line has to be taken apart, and putting it together again takes the longest.
    if "\n" in text or "\r" in text or has_wide_gaps(text):
        return " ".join(text.split())
    return text.strip(" ")


def has_wide_gaps(text: str) -> bool:
    """Whether white space within a line of `text` is anything but a single space."""
    if "  " in text or "\t" in text:
        return True
    unusual = "" if text.isascii() else _unusual(text)
    return unusual.split() != ([unusual] if unusual else [])


def _unusual(text: str) -> str:
    """What of `text` is no printable ASCII: by its bytes that is told in a fifth of the time."""
    rest = text.encode(errors="surrogatepass").translate(None, _USUAL)
    return rest.decode(errors="surrogatepass") if rest else ""


def shortened(text: str, most: int = 80) -> str:
    """`text` on one line in at most `most` characters, cut between words and marked with "…"."""
    line = one_line(text)
    if len(line) <= most:
        return line
    head = line[:most]
    cut = head.rfind(" ")
    return head[: cut if cut > most // 2 else most - 1].rstrip(" ,;:.–—-") + "…"


def marked_link(words: str, url: str) -> str:
    """A link of `words` to `url` as the page writes it."""
    return f"[{words.translate(_UNLINKED)}]({url.translate(_UNQUOTED)})"


def unlinked(text: str) -> str:
    """`text` with the words alone of each `[words](https://…)`: no stranger makes a link."""
    if "](http" not in text:
        return text
    # What is left of a torn one must not become a link beside other words.
    return MARKED_LINK.sub(r"\1", text).replace("](http", "] (http")


def linked_only_to(text: str, known: Collection[str]) -> str:
    """`text` with its links to the addresses of `known`; of all others the words alone."""
    runs = groupby(_links_and_words(text, known), lambda part: part[1])
    joined = ((linked, "".join(words for words, _ in run)) for linked, run in runs)
    # What is left and right of a link that goes may be a link together: one run, unlinked at last.
    return "".join(words if linked else unlinked(words) for linked, words in joined)


def _links_and_words(text: str, known: Collection[str]) -> Iterator[tuple[str, bool]]:
    """The parts of `text`, and whether each is a link to one of `known`."""
    end = 0
    for link in MARKED_LINK.finditer(text):
        yield text[end : link.start()], False
        yield (link[0], True) if link[2] in known else (link[1], False)
        end = link.end()
    yield text[end:], False


def begins_with(text: str, words: str) -> bool:
    """Whether `words` stand first in `text`, and not as the beginning of a longer word."""
    return text.startswith(words) and not (
        words[-1:].isalnum() and text[len(words) : len(words) + 1].isalnum()
    )


def length_in_words(text: str) -> int:
    """The words of `text`; two characters of a script without spaces count as one."""
    # Korean words are parted by spaces, though their signs stand among those that are not.
    spaceless = sum(sign > "\u2fff" and not "\uac00" <= sign <= "\ud7af" for sign in text)
    return len(text.split()) + spaceless // 2


def counted(number: int, one: str, many: str = "") -> str:
    """How many there are, in words: "1 item", "2 items"; `many` where it takes more than an s."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def span_in_words(span: timedelta) -> str:
    """A span of time in its largest whole unit, as newsletter.toml writes it: "36 hours"."""
    units = (("week", 604_800), ("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))
    seconds = int(span.total_seconds())
    return next(
        counted(seconds // size, unit)
        for unit, size in units
        if seconds % size == 0 and (seconds or size == 1)
    )


def ordinal(number: int) -> str:
    """The place `number`, from 1, in words: "eighth"; "21st" from 13 on."""
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    teen = 10 < number % 100 < 14
    ending = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def without_credentials(text: str, *, instead: str = "…@") -> str:
    """`text` with `instead` of name, password and @ in every address: for output and logs."""
    return _CREDENTIALS.sub(instead, text)


def placeholders(address: str) -> tuple[str, ...]:
    """The names in `address` that stand for values of the environment: KEY of `${KEY}`."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(address)))


def filled(address: str, values: Mapping[str, str]) -> str:
    """`address` with the values of those placeholders that have one."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), address)


def without_placeholders(address: str) -> str:
    """`address` without parameters and fragment that hold a placeholder; "" if others do.

    Only the editor's own settings may name a value of the environment: a link that does leads
    nowhere.
    """
    if not _PLACEHOLDER.search(address):
        return address
    place, _, fragment = address.partition("#")
    path, _, query = place.partition("?")
    kept = "&".join(part for part in query.split("&") if not _PLACEHOLDER.search(part))
    fragment = "" if _PLACEHOLDER.search(fragment) else fragment
    whole = path + (f"?{kept}" if kept else "") + (f"#{fragment}" if fragment else "")
    return "" if _PLACEHOLDER.search(path) else whole


def is_mail_address(text: str) -> bool:
    """Whether `text` as a whole is a bare address, user@host in ASCII (RFC 5322, addr-spec)."""
    return _MAIL_ADDRESS.fullmatch(text) is not None


def names_loopback(host: str) -> bool:
    """Whether `host`, a name or an address, is this machine, so that nothing leaves it."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def columns(text: str) -> int:
    """The width of `text` in columns (UAX #11): a CJK character takes two, a mark or sign none."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(character: str) -> int:
    if unicodedata.category(character) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
