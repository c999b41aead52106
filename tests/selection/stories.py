"""Stories with the score that a test gives them."""

from selection.news import article

from digest.model.stories import Story, Term


def scored(name: str, points: float, *, source: str = "Gazette", more: int = 0) -> Story:
    """A story of that score, told by `more` other sources, too."""
    others = (article(f"{name}-{n}", source=f"Paper {n}") for n in range(more))
    return Story(
        id=name,
        article=article(name, f"The news of {name}", source=source),
        also=tuple(others),
        terms=(Term(name="coverage", value=points, weight=1),),
    )
