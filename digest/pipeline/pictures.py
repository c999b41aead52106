"""A composed issue in; the issue with its pictures and its card as they are kept out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from digest.composition.pictures import CARD, local_pictures, place_pictures
from digest.composition.surroundings import issue_address
from digest.imaging.cache import PictureCache
from digest.imaging.card import Card
from digest.imaging.font_files import computer_fonts
from digest.model.issues import Issue
from digest.model.website import own_picture
from digest.pictures import UnfitPicture, parse_picture
from digest.pipeline.holdings import picture_bytes
from digest.pipeline.workspace import Workspace
from digest.rendering.dates import IssueDates


@dataclass(frozen=True, slots=True, kw_only=True)
class Illustrated:
    """An issue, the files of its images/ by name, a sentence on each picture it goes without."""

    issue: Issue
    files: Mapping[str, bytes]
    notes: tuple[str, ...]


def illustrate(workspace: Workspace, issue: Issue) -> Illustrated:
    """`issue` with its local pictures as small as a mail shows them, and its card if it needs one.

    Pictures were looked at when they were collected, but may have changed since.
    """
    cache = PictureCache(workspace.made_pictures)
    fitted, notes = _fitted(workspace, issue, cache)
    linked = workspace.newsletter.mail.pictures == "linked"
    base = issue_address(workspace.newsletter, issue.date) if linked else ""
    kept = {path: parse_picture(data) for path, data in fitted.items()}
    placed, places = place_pictures(issue, base, kept)
    files = {name: fitted[path] for name, path in places.items()}
    first = next(placed.items, None)
    if first and own_picture(placed, first.image):
        return Illustrated(issue=placed, files=files, notes=notes)
    files[CARD] = _card(workspace, issue, cache)
    return Illustrated(issue=replace(placed, card=CARD), files=files, notes=notes)


def _fitted(
    workspace: Workspace, issue: Issue, cache: PictureCache
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """What the issue keeps of each local picture by its path; one shown twice is kept once."""
    widths: dict[str, int] = {}
    for picture in local_pictures(issue):
        widths[picture.path] = max(picture.width, widths.get(picture.path, 0))
    fitted: dict[str, bytes] = {}
    notes: list[str] = []
    for picture in local_pictures(issue):
        path = picture.path
        try:
            data = picture_bytes(workspace, path)
            fitted[path] = _fit(cache, data, widths[path])
        except UnfitPicture as error:
            notes.append(f"“{picture.item.name}” goes without its picture: {path} {error}.")
    return fitted, tuple(notes)


def _fit(cache: PictureCache, data: bytes, width: int) -> bytes:
    def make() -> bytes:
        # Pillow takes its time to be imported, and most builds need nothing new.
        from digest.imaging.resizing import fit_picture

        return fit_picture(data, width)

    return cache.get(make, of=data, how=f"picture {width}")


def _card(workspace: Workspace, issue: Issue, cache: PictureCache) -> bytes:
    masthead = issue.masthead
    card = Card(
        nameplate=masthead.title,
        headline=_headline(workspace, issue),
        dateline=IssueDates(masthead).full(issue.date) if masthead.show_date else "",
        day=issue.date.isoformat(),
        number=issue.number if masthead.show_number else 0,
        language=masthead.language,
        direction=masthead.direction,
        theme=issue.theme,
    )
    fonts = computer_fonts()

    def make() -> bytes:
        from digest.imaging.drawing import draw_card

        return draw_card(card, fonts)

    what = repr((card, fonts)).encode(errors="backslashreplace")
    return cache.get(make, of=what, how="card")


def _headline(workspace: Workspace, issue: Issue) -> str:
    """What the first item is called, without the newsletter's own name: that stands above it."""
    headline = next((item.name for item in issue.items), "")
    for name in (workspace.newsletter.lead.prefix, f"{issue.masthead.title}:"):
        headline = headline.removeprefix(name).strip()
    return headline
