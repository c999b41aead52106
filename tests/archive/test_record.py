"""issue.json holds an issue whole, and one that was written before a field came is still read."""

import json
from dataclasses import replace

from rendering.issues import lead_item, rich_issue

from digest.archive.record import Record, encode_record, parse_record
from digest.rendering import render_mail


def test_an_issue_is_read_as_it_was_written() -> None:
    """The lines below its items and the languages of its sources included."""
    record = Record(issue=rich_issue())
    assert parse_record(encode_record(record)) == record


def test_a_record_from_before_there_were_lines_gives_the_same_mail() -> None:
    """It says nothing of lines, nor of the languages of other sources."""
    also = tuple(replace(one, language="") for one in lead_item().also)
    lead = replace(lead_item(), also_this_week=(), also=also)
    issue = replace(rich_issue(), lead=lead, sections=())
    written = json.loads(encode_record(Record(issue=issue)))
    del written["issue"]["lead"]["also_this_week"]
    for coverage in written["issue"]["lead"]["also"]:
        del coverage["language"]
    read = parse_record(json.dumps(written).encode()).issue
    assert read == issue
    assert render_mail(read) == render_mail(issue)
