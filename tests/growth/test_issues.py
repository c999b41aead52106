"""A whole issue of texts that were made to be slow."""

from datetime import date
from pathlib import Path

from growth.feeds import newsletter_of
from growth.shapes import UNITS, grown, processor_seconds
from parsing import parse_here

from digest.config import load_newsletter
from digest.pipeline.build import build_issue
from digest.pipeline.workspace import Workspace

DAY = date(2024, 8, 9)


def workspace_in(folder: Path) -> Workspace:
    """The newsletter at the moment that its settings name."""
    newsletter = load_newsletter(folder)
    moment = newsletter.schedule.as_of
    assert moment
    return Workspace(folder=folder, newsletter=newsletter, now=moment, parsing=parse_here)


def test_feeds_made_to_be_slow_are_built_as_others_are(tmp_path: Path) -> None:
    """Crumbs of sixty marks, 50,000 line breaks and 60,000 signs, each once endless."""
    marks = "Envoys met on Tuesday. Continue reading " + 60 * ">" + " now"
    newsletter_of(
        tmp_path,
        [
            ("Envoys meet", marks, f"<p>{marks}</p>"),
            ("Contents of a report", "Chapter one " + 60 * "." + " 12", "<p>Short.</p>"),
            ("A poem", "Many lines.", f"<p>{50_000 * 'a<br>'}</p>"),
            ("Addresses", "Many signs.", f"<p>{60_000 * 'a@a.'}</p>"),
        ],
    )
    with processor_seconds(30):
        built = build_issue(workspace_in(tmp_path), DAY, offline=True)
    assert len(tuple(built.issue.items)) == 4


def test_no_shape_of_text_holds_up_an_issue(tmp_path: Path) -> None:
    """Each shape in the headline, the summary and the text of an article of its own."""
    newsletter_of(
        tmp_path,
        [
            (f"{shape} {grown(unit, 2000)}", grown(unit, 2000), f"<p>{grown(unit, 100_000)}</p>")
            for shape, unit in UNITS.items()
        ],
    )
    with processor_seconds(60):
        built = build_issue(workspace_in(tmp_path), DAY, offline=True)
    assert len(tuple(built.issue.items)) > len(UNITS) / 2
