"""The newsletter's settings and its archive in; the archive's web site, up to date, out."""

from digest.archive.site import rebuild_site
from digest.composition.surroundings import call_to_action, masthead
from digest.model.website import Site
from digest.pipeline.desk import Desk
from digest.rendering.site import SitePages


def update_site(desk: Desk, *, afresh: bool = False) -> tuple[str, ...]:
    """Bring the pages up to date, or make all of them `afresh`; the files that changed."""
    newsletter = desk.newsletter
    site = Site(
        masthead=masthead(newsletter, desk.due()),
        theme=newsletter.theme,
        subscribe=call_to_action(newsletter.subscribe),
        url=newsletter.archive.url.rstrip("/"),
        feed_issues=newsletter.archive.feed_issues,
    )
    return rebuild_site(desk.issues, site, SitePages(overrides=desk.templates), afresh=afresh)
