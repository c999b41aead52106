"""A report in, who tells it and who does not out, in the editor's own words for the sources."""

from collections import Counter
from collections.abc import Mapping

from digest.config.settings import Source
from digest.locales import country_name
from digest.selection.reports import Report
from digest.stems import tokens

_MOST = 0.6
_FEWEST_VOICES = 4


def spread_of(report: Report, sources: Mapping[str, Source]) -> str:
    """Such as "7 of 9 groups; none of Libya"; "" where newsletter.toml names no group or country.

    The country concerned is the one that most headlines name.
    """
    telling = [sources[one] for one in (*report.voices, *report.echoes) if one in sources]
    said: list[str] = []
    groups = {source.group for source in sources.values() if source.group}
    if len(groups) > 1:
        own = {source.group for source in telling if source.group}
        said.append(f"{len(own)} of {len(groups)} groups")
    concerned = _concerned(report, sources)
    if concerned and concerned not in {source.country for source in telling}:
        said.append(f"none of {country_name(concerned)}")
    return "; ".join(said)


def one_sided(report: Report, sources: Mapping[str, Source]) -> str:
    """A remark where one group has most of the voices, else ""."""
    groups = [sources[one].group for one in report.voices if one in sources]
    counts = Counter(group for group in groups if group)
    if len(groups) < _FEWEST_VOICES or not counts:
        return ""
    group, most = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
    if most <= _MOST * len(groups):
        return ""
    return f"{most} of {len(groups)} sources are of one group: {group}"


def _concerned(report: Report, sources: Mapping[str, Source]) -> str:
    """The country, as newsletter.toml writes it, that half of the headlines name."""
    known = sorted({source.country for source in sources.values() if source.country})
    if not known:
        return ""
    counts: Counter[str] = Counter()
    for article in report.articles:
        title = f" {' '.join(tokens(article.title))} "
        for country in known:
            name = " ".join(tokens(country_name(country)))
            counts[country] += f" {name}" in title
    country, most = max(counts.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
    return country if most * 2 >= len(report.articles) else ""
