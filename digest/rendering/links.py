"""Addresses in; the addresses that a mail links to, tagged by the slot they stand in, out."""

import re
from urllib.parse import quote_plus

from digest.model.issues import Issue
from digest.rendering.addresses import link_address
from digest.trackers import without_trackers


class IssueLinks:
    """The links of one issue, by its rules."""

    def __init__(self, issue: Issue) -> None:
        rules = issue.links
        self._active = bool(rules.utm_source)
        self._tags = {
            "utm_source": rules.utm_source,
            "utm_medium": rules.utm_medium,
            "utm_campaign": rules.utm_campaign or _campaign(issue),
        }

    def story(self, url: str, slot: str) -> str:
        """A link that a feed brought: inbound trackers go, our tags come; "" if unfit."""
        return self._tagged(without_trackers(url) if self._active else url, slot)

    def own(self, url: str, slot: str) -> str:
        """A link of the newsletter's own; every parameter that it has stays as it is."""
        return self._tagged(url, slot)

    def _tagged(self, url: str, slot: str) -> str:
        if not self._active or not url.lower().startswith(("http://", "https://")):
            return link_address(url)
        return link_address(add_parameters(url, {**self._tags, "utm_content": slot}))


def add_parameters(url: str, parameters: dict[str, str]) -> str:
    """`url` with `parameters` added; one that it has already is never overwritten."""
    address, hash_mark, fragment = url.partition("#")
    head, _, query = address.partition("?")
    present = [one for one in query.split("&") if one]
    names = {one.partition("=")[0].lower() for one in present}
    added = [
        f"{name}={quote_plus(value, errors='ignore')}"
        for name, value in parameters.items()
        if value and name not in names
    ]
    return head + "?" + "&".join(present + added) + hash_mark + fragment if added else url


def _campaign(issue: Issue) -> str:
    title = re.sub(r"[\W_]+", "-", issue.masthead.title.lower()).strip("-")
    return f"{title}-{issue.date.isoformat()}" if title else issue.date.isoformat()
