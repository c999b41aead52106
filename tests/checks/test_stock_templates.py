"""The stock templates pass every rule, whatever the issue looks like."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from rendering import issues

from digest.checks import check
from digest.config.settings import Newsletter
from digest.model.findings import Finding, Severity
from digest.model.issues import Issue, Item
from digest.model.presentation import EmailService, LinkRules
from digest.rendering import render_mail

TEMPLATES = Path(__file__).parents[2] / "templates"
NEWSLETTER = Newsletter.model_validate({"newsletter": {"title": "Strait Watch"}})
SAMPLES: Mapping[str, Callable[[], Issue]] = {
    name: function
    for name, function in vars(issues).items()
    if name.endswith("_issue") and callable(function)
}


def serious(issue: Issue) -> list[Finding]:
    """The errors and warnings of an issue rendered with the stock templates.

    That an issue is thin is not the templates' fault.
    """
    found = check(render_mail(issue), newsletter=NEWSLETTER)
    ours = [finding for finding in found if finding.rule != "issue-thin"]
    return [finding for finding in ours if finding.severity is not Severity.NOTE]


def edited(issue: Issue) -> Issue:
    """The issue as an editor would let it go: its shape kept, what is missing around it filled in.

    The samples repeat headlines to be long and leave out the colophon to be short; both are the
    editor's to mend, and neither is the templates' fault.
    """
    rich = issues.rich_issue()
    return replace(
        issue,
        subject=issue.subject[:60],
        preheader=rich.preheader,
        colophon=issue.colophon if issue.colophon.unsubscribe_url else rich.colophon,
        envelope=issue.envelope if issue.envelope.sender else rich.envelope,
        lead=issue.lead and numbered(issue.lead, 0),
        sections=tuple(
            replace(
                section,
                items=tuple(
                    numbered(item, number) for number, item in enumerate(section.items, start=1)
                ),
            )
            for section in issue.sections
        ),
    )


def numbered(item: Item, number: int) -> Item:
    """The item under a headline and address of its own, as long as before; one source of many."""
    own = f"{item.id} {number} " * (len(item.headline) // 8 + 1)
    return replace(
        item,
        headline=own[: len(item.headline)].strip(),
        url=f"https://paper-{number}.example/{item.id}" if item.url else "",
        source=f"Paper {number}",
    )


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_passes(name: str) -> None:
    """No error and no warning, once the words are in order."""
    assert serious(edited(SAMPLES[name]())) == []


def test_the_full_sample_passes_as_it_is() -> None:
    """The issue in which every block is used needs no editing."""
    assert serious(issues.rich_issue()) == []


def test_the_stock_templates_pass_as_a_newsletters_own() -> None:
    """Whoever copies the templates to change them begins without a finding."""
    own = {
        path.relative_to(TEMPLATES).as_posix(): path.read_text("utf-8")
        for path in TEMPLATES.rglob("*.j2")
    }
    issue = issues.rich_issue()
    assert check(render_mail(issue), newsletter=NEWSLETTER, templates=own) == ()


@pytest.mark.parametrize("service", EmailService)
def test_every_services_tags_pass(service: EmailService) -> None:
    """The tags that a service is going to replace are neither broken links nor left over."""
    assert serious(replace(issues.rich_issue(), service=service)) == []


def test_tagged_links_pass() -> None:
    """The newsletter's own tags on every link change nothing that a rule looks at."""
    issue = replace(issues.rich_issue(), links=LinkRules(utm_source="watch"))
    assert serious(issue) == []
