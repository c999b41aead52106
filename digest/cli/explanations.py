"""Why a story is where it is in, what `digest why --json` prints out."""

from dataclasses import dataclass

from digest.draft.json_view import ListedArticle, ListedStory, list_article, list_story
from digest.model.stories import Matter
from digest.selection.explain import Explanation, Match


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutReport:
    """An article that is in no story of this issue."""

    article: ListedArticle
    """The article."""
    reason: str
    """Why it is in none, in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapReport:
    """A change of newsletter.toml that would put another story before the lead."""

    story: ListedStory
    """The story that would lead."""
    change: str
    """Which weight would have to be above or below what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanationReport:
    """Why a story leads, is in, or is not."""

    place: str
    """`lead`, a section's id, `candidate`, `passed over`, or `several` where the words fit many."""
    story: ListedStory | None
    """The story that is explained; null where there is none."""
    passed_over: LeftOutReport | None
    """The article that was asked for, where it is in no story."""
    reasons: tuple[str, ...]
    """Why it is there, a sentence each."""
    runners_up: tuple[ListedStory, ...]
    """For the lead: who was near, the best first."""
    swaps: tuple[SwapReport, ...]
    """For the lead: which change would put another first."""
    matter: Matter | None
    """The story's matter, where that has other stories."""
    matches: tuple[Match, ...]
    """Where several may have been meant: each of them."""


def report_explanation(explanation: Explanation) -> ExplanationReport:
    """`explanation` with its stories as `digest draft --json` lists them."""
    story, passed_over = explanation.story, explanation.passed_over
    return ExplanationReport(
        place=explanation.place,
        story=list_story(story) if story else None,
        passed_over=LeftOutReport(
            article=list_article(passed_over.article), reason=passed_over.reason
        )
        if passed_over
        else None,
        reasons=explanation.reasons,
        runners_up=tuple(map(list_story, explanation.runners_up)),
        swaps=tuple(
            SwapReport(story=list_story(swap.story), change=swap.change)
            for swap in explanation.swaps
        ),
        matter=explanation.matter,
        matches=explanation.matches,
    )
