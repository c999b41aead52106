"""A rendered issue in, the addresses worth asking for out: `digest check --links` fetches these."""

from digest.checks.links import host, leads_inside, links_of, scheme
from digest.checks.page import read_page
from digest.checks.pictures import pictures
from digest.model.issues import RenderedIssue

MOST_ADDRESSES = 100


def web_addresses(rendered: RenderedIssue) -> tuple[str, ...]:
    """The web links and pictures of the mail, each once, in order, a hundred at most.

    The reader's own links stay out: to fetch an unsubscribe page may unsubscribe. So do addresses
    that only this machine could reach; check() reports them without asking.
    """
    page = read_page(rendered.html)
    colophon = rendered.issue.colophon
    readers_own = {colophon.unsubscribe_url, colophon.preferences_url}
    linked = [link.address for link in links_of(page, lambda _: "")]
    linked += [picture.attributes.get("src", "") for picture in pictures(page)]
    web = (
        address.partition("#")[0]
        for address in linked
        if scheme(address) in {"http", "https"}
        and address not in readers_own
        and not leads_inside(host(address))
    )
    return tuple(dict.fromkeys(web))[:MOST_ADDRESSES]
