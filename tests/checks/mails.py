"""A good small mail from tests/checks/mail, and the ways in which the cases change it."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from digest.checks import WebAnswer, check
from digest.checks.mail import Mailing
from digest.config.settings import Newsletter
from digest.json_records import from_json, to_json
from digest.model.articles import Article
from digest.model.findings import Finding
from digest.model.issues import Issue, Item, RenderedIssue
from digest.model.stories import PastIssue

HERE = Path(__file__).parent
Table = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is changed in the good mail, and what the rule must say of it.

    `html`, `text` and `eml` are pairs of what is replaced and by what; `pad` so many bytes are put
    into the item "toll"; `issue`, `items` (by id) and `newsletter` are laid over what is there.
    """

    why: str
    html: tuple[tuple[str, str], ...] = ()
    text: tuple[tuple[str, str], ...] = ()
    eml: tuple[tuple[str, str], ...] = ()
    pad: int = 0
    issue: Table = field(default_factory=dict)
    items: Mapping[str, Table] = field(default_factory=dict)
    newsletter: Table = field(default_factory=dict)
    past: tuple[PastIssue, ...] = ()
    templates: Mapping[str, str] = field(default_factory=dict)
    answers: tuple[WebAnswer, ...] = ()
    reports: Mapping[str, tuple[Article, ...]] = field(default_factory=dict)
    block: str = ""
    says: str = ""
    fix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """The cases of one rule, from the file of its name."""

    failing: tuple[Case, ...]
    passing: tuple[Case, ...]


def cases(rule: str) -> Cases:
    """The cases of tests/checks/cases/RULE.toml."""
    table = tomllib.loads((HERE / "cases" / f"{rule}.toml").read_text("utf-8"))
    return from_json(Cases, json.dumps(table))


def findings(case: Case) -> tuple[Finding, ...]:
    """What the check says of the good mail as `case` changes it."""
    return check(
        rendered(case),
        newsletter=newsletter(case),
        past=case.past,
        templates=case.templates,
        answers=case.answers,
        reports=case.reports,
    )


def mailing(case: Case) -> Mailing:
    """The good mail, changed, as rules look at it."""
    return Mailing(
        rendered=rendered(case),
        newsletter=newsletter(case),
        past=(),
        templates={},
        answers={},
        reports={},
        rule_ids=frozenset(),
    )


def newsletter(case: Case) -> Newsletter:
    """The good mail's newsletter, changed."""
    return Newsletter.model_validate({"newsletter": {"title": "Lock Keeper"}, **case.newsletter})


def rendered(case: Case) -> RenderedIssue:
    """The good mail, changed."""
    changes = [*case.html, ("<!-- pad -->", "." * case.pad)]
    return RenderedIssue(
        issue=_issue(case),
        html=_changed(_read("issue.html"), changes),
        text=_changed(_read("issue.txt"), case.text),
        eml=_changed(_read("issue.eml"), case.eml).encode(),
    )


def _issue(case: Case) -> Issue:
    table = _laid_over(json.loads(_read("issue.json")), case.issue)
    issue = from_json(Issue, json.dumps(table))
    lead = issue.lead and _changed_item(issue.lead, case)
    sections = tuple(
        replace(section, items=tuple(_changed_item(item, case) for item in section.items))
        for section in issue.sections
    )
    return replace(issue, lead=lead, sections=sections)


def _changed_item(item: Item, case: Case) -> Item:
    table = _laid_over(json.loads(to_json(item)), case.items.get(item.id, {}))
    return from_json(Item, json.dumps(table))


def _laid_over(table: Table, changes: Table) -> dict[str, object]:
    """TOML knows no null: a change to false takes the key's value away."""
    changed = {key: None if value is False else value for key, value in changes.items()}
    return {**table, **changed}


def _changed(source: str, changes: Iterable[tuple[str, str]]) -> str:
    for old, new in changes:
        assert old in source, f"the good mail has no {old!r}"
        source = source.replace(old, new)
    return source


@cache
def _read(name: str) -> str:
    return (HERE / "mail" / name).read_text("utf-8")
