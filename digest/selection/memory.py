"""What earlier selections worked out, for the next one: it makes anew only what has changed."""

from collections.abc import Sequence
from functools import lru_cache, partial

from digest.model.articles import Article
from digest.selection.arranging import arrange
from digest.selection.blurbs import blurb, lead_blurb
from digest.selection.lexicon import lexicon
from digest.selection.matters import matters
from digest.selection.ranked import rank
from digest.selection.recent import Recent
from digest.selection.reports import gather, likeness
from digest.selection.topics import Fit

_BLURBS = 1 << 12
# Two selections by turns (a thin week and one that looks back further), of eight queries each.
_MATTERS = 16
# As it stands and without pins, by turns as well.
_ARRANGEMENTS = 4


class SelectionMemory:
    """The steps of a selection, each with its last results; a fresh one remembers nothing.

    Each step is kept by all that it depends on, so that a selection gives the same with any memory.
    What is remembered is bounded by the last two selections.
    """

    def __init__(self) -> None:
        self._articles: dict[tuple[str, str], Article] = {}
        self._fits: dict[tuple[str, str], Fit] = {}
        self.extract = lru_cache(_BLURBS)(blurb)
        self.extract_lead = lru_cache(_BLURBS)(lead_blurb)
        self.lexicon = Recent(lexicon)
        self.gather = Recent(partial(gather, likeness_of=Recent(likeness)))
        self.rank = Recent(
            partial(rank, fits=self._fits, gather=Recent(matters, _MATTERS), extract=self.extract)
        )
        self.arrange = Recent(arrange, _ARRANGEMENTS)

    def known(self, articles: Sequence[Article]) -> tuple[Article, ...]:
        """`articles`, each as the very object that an earlier selection had, where it is equal.

        Others are forgotten.
        """
        before = self._articles
        self._articles = {}
        for article in articles:
            place = (article.source, article.id)
            held = before.get(place)
            self._articles[place] = held if held is not None and held == article else article
        for place in self._fits.keys() - self._articles.keys():
            del self._fits[place]
        return tuple(self._articles.values())
