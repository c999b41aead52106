"""What is asked of the web for `digest check --links`, and what it answered."""

from dataclasses import dataclass

from digest.checks.document import read_html
from digest.checks.links import host, leads_inside, links_of, pictures_of, scheme
from digest.model.issues import RenderedIssue

MOST_ADDRESSES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class WebAnswer:
    """One address asked once: its HTTP status (0 where none came) and where redirects ended.

    `bytes` is the size of the body, 0 where it is not known; `failure` says in a sentence why no
    answer came. `permanent` says that every redirect on the way was a lasting one.
    """

    address: str
    status: int = 0
    final: str = ""
    permanent: bool = False
    bytes: int = 0
    content_type: str = ""
    failure: str = ""


def web_addresses(rendered: RenderedIssue) -> tuple[str, ...]:
    """The web links and pictures of the mail, each once, in order, a hundred at most.

    The reader's own links stay out: to fetch an unsubscribe page may unsubscribe. So do addresses
    that only this machine could reach; check() reports them without asking.
    """
    document = read_html(rendered.html)
    colophon = rendered.issue.colophon
    readers_own = {colophon.unsubscribe_url, colophon.preferences_url}
    linked = [link.address for link in links_of(document, lambda _: "")]
    linked += [picture.attributes.get("src", "") for picture in pictures_of(document)]
    web = (
        address.partition("#")[0]
        for address in linked
        if scheme(address) in {"http", "https"}
        and address not in readers_own
        and not leads_inside(host(address))
    )
    return tuple(dict.fromkeys(web))[:MOST_ADDRESSES]
