"""Every rule over one rendered issue, the findings in a fixed order, worst first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from digest.checks.extension_rules import extension_rules
from digest.checks.mail import Mailing
from digest.checks.rule import Rule
from digest.checks.rules import RULES
from digest.checks.web import WebAnswer
from digest.config.settings import Newsletter
from digest.model.articles import Article
from digest.model.findings import Finding, Severity
from digest.model.issues import RenderedIssue
from digest.model.stories import PastIssue

_WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_NO_TEMPLATES: Mapping[str, str] = MappingProxyType({})
_NO_REPORTS: Mapping[str, tuple[Article, ...]] = MappingProxyType({})


def check(
    rendered: RenderedIssue,
    *,
    newsletter: Newsletter,
    past: Sequence[PastIssue] = (),
    templates: Mapping[str, str] = _NO_TEMPLATES,
    answers: Iterable[WebAnswer] = (),
    reports: Mapping[str, tuple[Article, ...]] = _NO_REPORTS,
) -> tuple[Finding, ...]:
    """What the rules find in `rendered`, worst first, then in the order of the rules.

    `past` are the earlier issues, `templates` the newsletter's own templates (name to text),
    `answers` what the web said to the addresses of `web_addresses`, `reports` the articles known of
    each item's story, by the item's id (an item may have none). The rules of the newsletter's
    extensions come last. Never raises for what is in the mail, which is a finding; UnfitExtension
    for an extension without rules that fit.
    """
    rules = (*RULES, *extension_rules(newsletter.newsletter.extensions))
    mail = Mailing(
        rendered=rendered,
        newsletter=newsletter,
        past=past,
        templates=templates,
        answers={answer.address: answer for answer in answers},
        reports=reports,
        rule_ids=frozenset(rule.id for rule in rules),
    )
    found = [finding for rule in rules for finding in _findings(rule, mail)]
    return worst_first(found)


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """`findings`, the gravest first, otherwise in their order."""
    return tuple(sorted(findings, key=lambda finding: _WORST_FIRST.index(finding.severity)))


def _findings(rule: Rule, mail: Mailing) -> Iterator[Finding]:
    level = mail.newsletter.check.rules.get(rule.id, rule.severity.value)
    if level == "off":
        return
    for problem in rule.find(mail):
        yield Finding(
            rule=rule.id,
            severity=Severity(level),
            block=problem.block,
            message=problem.message,
            fix=problem.fix or rule.fix,
        )
