"""The newsletter's settings in; what the archive's web site is made from out."""

from digest.composition.surroundings import call_to_action, masthead
from digest.model.website import Site
from digest.pipeline.desk import Desk
from digest.rendering.site import SitePages


def site_of(desk: Desk) -> Site:
    """What every page of the archive shares."""
    return Site(
        masthead=masthead(desk.newsletter, desk.due()),
        theme=desk.newsletter.theme,
        subscribe=call_to_action(desk.newsletter.subscribe),
        url=desk.newsletter.archive.url.rstrip("/"),
    )


def site_pages(desk: Desk) -> SitePages:
    """The pages, the newsletter's own templates first."""
    return SitePages(overrides=desk.templates)
