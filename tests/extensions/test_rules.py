"""Rules of an extension: they run like ours, and whatever goes wrong in them is a finding."""

from collections.abc import Iterable

import pytest
from checks.mails import Case, findings, mailing
from extensions.installed import Site
from hypothesis import given
from hypothesis import strategies as st

from digest.checks.guarded import MOST_VIOLATIONS, guarded
from digest.checks.rule import Rule, Violation
from digest.errors import ConfigError
from digest.extending import Severity
from digest.model.findings import Finding
from digest.text import one_line

HEAD = """
from digest.extending import Rule, Severity, Violation, rule

def made(id, find, severity=Severity.ERROR):
    return rule(id, severity, why="Tried.", fix="Mend it.")(find)
"""
ENTRIES = {"digest.rules": {"all": "{package}:RULES"}}


def rules(site: Site, code: str) -> str:
    """An extension of the rules in RULES, which `code` makes."""
    return site.install(HEAD + code, entries=ENTRIES)


def found_by(*names: str, levels: dict[str, str] | None = None) -> tuple[Finding, ...]:
    """What is found in the good mail, with these extensions."""
    tables = {
        "newsletter": {"title": "Lock Keeper", "extensions": list(names)},
        "check": {"rules": levels or {}},
    }
    return findings(Case(why="the good mail", newsletter=tables))


def refused(*names: str) -> str:
    """What is said of extensions whose rules cannot be used."""
    with pytest.raises(ConfigError) as caught:
        found_by(*names)
    return str(caught.value)


PLAIN = """
def find(mail):
    yield Violation(message=f"{mail.issue.number} {mail.newsletter.newsletter.title}", block="lead")
"""


@pytest.mark.parametrize(
    "value",
    ['made("fake-plain", find)', '[made("fake-plain", find)]', '(made("fake-plain", find),)'],
)
def test_a_rule_of_an_extension_runs_like_ours(site: Site, value: str) -> None:
    """One, or several in a list; what it gives no remedy for takes the rule's own."""
    name = rules(site, f"{PLAIN}RULES = {value}")
    assert found_by(name) == (
        Finding(
            rule="fake-plain",
            severity=Severity.ERROR,
            block="lead",
            message="7 Lock Keeper",
            fix="Mend it.",
        ),
    )


@pytest.mark.parametrize("level", ["off", "note", "warning", "error"])
def test_a_level_holds_for_it_and_its_name_is_known(site: Site, level: str) -> None:
    """[check.rules] names it; the rule against misspelt ones has nothing to say."""
    name = rules(site, f'{PLAIN}RULES = made("fake-level", find)')
    found = found_by(name, levels={"fake-level": level})
    assert [one.severity for one in found] == ([] if level == "off" else [Severity(level)])


def test_ours_come_first_and_then_theirs_in_the_order_of_the_names(site: Site) -> None:
    """Among equals."""
    one = rules(site, f'{PLAIN}RULES = made("fake-b", find, Severity.WARNING)')
    two = rules(site, f'{PLAIN}RULES = made("fake-a", find, Severity.WARNING)')
    found = found_by(two, one, levels={"no-such-rule": "off"})
    assert [finding.rule for finding in found] == ["rule-unknown", "fake-a", "fake-b"]


BREAKING = {
    "raises": (
        'raise ValueError("the\\x1b[2J mail\\nbroke it")',
        "ValueError: the[2J mail broke it",
    ),
    "gives None": ("return None", "TypeError: 'NoneType' object is not iterable"),
    "gives a number": ("return 3", "TypeError: 'int' object is not iterable"),
    "gives texts": ('return ["x"]', "it gave a str where a Violation is asked for"),
    "leaves": ("raise SystemExit(0)", "SystemExit: 0"),
    "is cancelled": ("import asyncio; raise asyncio.CancelledError", "CancelledError"),
    "cannot be told": (
        "raise type('Mute', (Exception,), {'__str__': lambda _: exit(3)})()",
        "Mute (__init__",
    ),
    "calls itself": ("return find(mail)", "RecursionError"),
    "gives no text": ("return [Violation(message=3)]", "its message is a int and no text"),
    "gives no block": ('return [Violation(message="x", block=None)]', "its block is None and no"),
    "asks for what is not": ("return mail.nothing", "AttributeError"),
    "asserts": ("assert False", "AssertionError"),
}


@pytest.mark.parametrize(("body", "said"), BREAKING.values(), ids=BREAKING)
def test_what_goes_wrong_is_a_finding_and_stops_nothing(site: Site, body: str, said: str) -> None:
    """It names rule, extension, place and remedy; the rules before and after it run."""
    name = rules(
        site,
        f"def find(mail):\n    {body}\n{PLAIN.replace('find', 'after')}\n"
        'RULES = [made("fake-broken", find), made("fake-after", after)]',
    )
    broken, after = found_by(name)
    assert (broken.rule, broken.severity, after.rule) == (
        "fake-broken",
        Severity.ERROR,
        "fake-after",
    )
    assert broken.message.startswith(f"fake-broken, a rule of {name}, failed")
    assert said in broken.message
    assert 'fake-broken = "off" under [check.rules]' in broken.fix


def test_a_property_that_raises_is_a_finding(site: Site) -> None:
    """What it gave before stays."""
    name = rules(
        site,
        """
class Sly(Violation):
    @property
    def fix(self):
        raise RuntimeError("boo")

def find(mail):
    yield Violation(message="First.")
    yield Sly.__new__(Sly)

RULES = made("fake-sly", find)
""",
    )
    first, sly = found_by(name)
    assert first.message == "First."
    assert "failed" in sly.message


def test_one_that_will_not_end_is_told(site: Site) -> None:
    """After its first places, which stay."""
    name = rules(
        site,
        """
def find(mail):
    try:
        while True:
            yield Violation(message="x")
    finally:
        raise RuntimeError("never")

RULES = made("fake-endless", find)
""",
    )
    assert "failed" in found_by(name)[-1].message


def test_more_than_anyone_mends_is_cut_off(site: Site) -> None:
    """An endless number of them, too, and a message without end; controls go, markup is text."""
    name = rules(
        site,
        """
from itertools import count

def find(mail):
    for number in count():
        yield Violation(message="<b>\\x1b[31m" + "x" * 1_000_000, block="y" * 10_000)

RULES = made("fake-many", find)
""",
    )
    found = found_by(name)
    assert len(found) == MOST_VIOLATIONS + 1
    assert found[-1].message == "fake-many found more than 100 places; mend these first."
    assert found[0].message.startswith("<b>[31mxxx")
    assert max(len(one.message) + len(one.block) + len(one.fix) for one in found) < 800


def test_what_a_rule_prints_is_not_among_what_programs_read(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither at its import nor when it runs."""
    name = rules(
        site,
        'print("import")\ndef find(mail):\n    print("run")\n    return ()\n'
        'RULES = made("fake-loud", find)',
    )
    assert found_by(name) == ()
    assert capsys.readouterr() == ("", "import\nrun\n")


UNFIT = {
    "raises at import": (
        "1 / 0",
        r"cannot be loaded: ZeroDivisionError: division by zero (__init__",
    ),
    "leaves at import": ("raise SystemExit(0)", "cannot be loaded: SystemExit: 0"),
    "is cancelled at import": (
        "import asyncio; raise asyncio.CancelledError",
        "cannot be loaded: CancelledError",
    ),
    "is bound to nothing": (
        "class Proxy:\n    __class__ = property(lambda _: 1 / 0)\nRULES = Proxy()",
        "has what cannot be read in its entry point all of digest.rules: ZeroDivisionError",
    ),
    "is a list that raises": (
        "class Sly(list):\n    def __iter__(self): raise OSError('no')\nRULES = Sly([1])",
        "has what cannot be read in its entry point all of digest.rules: OSError: no",
    ),
    "has no values": ("RULES = Rule.__new__(Rule)", "has what cannot be read in its entry point"),
    "is no Python": ("def", "cannot be loaded: SyntaxError"),
    "asks for more": ("from digest.extending import nothing", "cannot be loaded: ImportError"),
    "has not what it says": ("x = 1", r" has no RULES; install a version"),
    "is a function": ("def RULES(mail): return ()", "has a function in its entry point all"),
    "holds functions": ("def f(mail): return ()\nRULES = [f]", "a rule is made by @rule"),
    "has a rule of ours": ('RULES = made("image-alt", len)', "image-alt, which the program has"),
    "has a large id": ('RULES = made("Fake", len)', "a rule Fake whose id is not of small letters"),
    "has no id": ("RULES = made(None, len)", "without the texts of its id, why and fix"),
    "has no severity": (
        'RULES = made("fake-x", len, "error")',
        "whose severity is none of Severity",
    ),
    "is no function": ('RULES = made("fake-x", 3)', "a rule fake-x that is no function"),
    "has one twice": ('RULES = [made("fake-x", len)] * 2', "fake-x, which fake-extension-"),
}


@pytest.mark.parametrize(("code", "said"), UNFIT.values(), ids=UNFIT)
def test_rules_that_cannot_be_used_are_told_with_their_extension(
    site: Site, code: str, said: str
) -> None:
    """Before any mail is looked at, as a problem of the settings."""
    name = rules(site, code)
    told = refused(name)
    assert told.startswith(f"the extension {name} ")
    assert said in told


def test_two_extensions_cannot_have_a_rule_of_one_name(site: Site) -> None:
    """Nobody could switch off one of them."""
    one = rules(site, 'RULES = made("fake-same", len)')
    two = rules(site, 'RULES = made("fake-same", len)')
    assert f"{two} adds the rule fake-same, which {one} has; rename it there" in refused(one, two)


GOOD = mailing(Case(why="the good mail"))
anything = st.recursive(
    st.none()
    | st.integers()
    | st.text(max_size=20)
    | st.binary(max_size=5)
    | st.builds(Violation, message=st.text(max_size=30), block=st.text(max_size=5)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@given(anything)
def test_whatever_a_rule_gives_comes_out_as_findings(value: Iterable[Violation]) -> None:
    """None raises; what is said fits on a line."""
    strange = guarded(
        Rule(
            id="strange", severity=Severity.NOTE, why="Tried.", fix="Mend it.", find=lambda _: value
        ),
        "fake",
    )
    for violation in strange.find(GOOD):
        assert violation.message == one_line(violation.message) != ""
