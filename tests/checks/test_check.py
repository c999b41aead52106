"""The check as a whole: order, levels, and what it never does."""

from dataclasses import replace

from checks.mails import Case, findings, newsletter, rendered
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import examples

from digest.checks import check
from digest.checks.rules import RULES
from digest.model.findings import Severity

BROKEN = Case(
    why="broken in many ways",
    html=((' alt="The upper sluice at low water"', ""), ("https://canal.example/toll", "#")),
    issue={"subject": "", "preheader": ""},
)


def test_the_worst_comes_first() -> None:
    """Errors, warnings, notes; among equals the order of the rules."""
    found = findings(BROKEN)
    severities = [finding.severity for finding in found]
    assert severities == sorted(severities, key=list(Severity).index)
    order = [rule.id for rule in RULES]
    errors = [order.index(one.rule) for one in found if one.severity is Severity.ERROR]
    assert errors == sorted(errors)


def test_the_same_mail_gives_the_same_findings() -> None:
    """Nothing depends on the run."""
    assert findings(BROKEN) == findings(BROKEN)


def test_a_rule_can_be_switched_off_raised_and_lowered() -> None:
    """As [check.rules] says."""

    def levels(level: str) -> set[Severity]:
        case = replace(BROKEN, newsletter={"check": {"rules": {"image-alt": level}}})
        return {finding.severity for finding in findings(case) if finding.rule == "image-alt"}

    assert levels("off") == set()
    assert levels("note") == {Severity.NOTE}
    assert levels("error") == {Severity.ERROR}


def test_a_mail_of_which_nothing_is_marked_is_checked() -> None:
    """Templates of the newsletter's own may leave the ids out; what is found is the mail's."""
    case = Case(why="no ids", html=((' id="', ' data-id="'), ("<h1 ", "<h1>x</h1><h5 ")))
    found = [one for one in findings(case) if one.rule == "heading-order"]
    assert {one.block for one in found} == {"mail"}


def test_rules_are_named_once_and_say_why() -> None:
    """An id each, a reason and a way to mend it."""
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.why.endswith(".") and rule.fix.endswith(".") for rule in RULES)


@settings(max_examples=examples(40), deadline=None)
@given(
    st.text(alphabet="<>/=\"' abp&;{}%@:#-!\n", max_size=200),
    st.text(max_size=50),
    st.binary(max_size=60),
    st.text(alphabet="<>/=\"' mj-{}%#\n", max_size=100),
)
def test_nothing_in_a_mail_makes_it_raise(html: str, text: str, eml: bytes, template: str) -> None:
    """Whatever the bytes are, what is wrong with them is a finding."""
    case = Case(why="noise")
    noise = replace(rendered(case), html=html, text=text, eml=eml)
    found = check(noise, newsletter=newsletter(case), templates={"a.mjml.j2": template})
    assert any(finding.rule == "unsubscribe-missing" for finding in found)
