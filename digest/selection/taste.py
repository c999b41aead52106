"""The newsletter's past leads in, how much a story's words are like theirs out.

The archive is the only teacher, and every verdict names its words. Alone it finds no lead; among
big stories it breaks ties as this editor does.
"""

from collections import Counter
from collections.abc import Sequence
from math import exp, log

from digest.model.articles import Article
from digest.model.stories import PastIssue
from digest.stems import significant_words

_FEWEST_ISSUES = 20
# Words of the other stories that a past lead's word is measured against, as if seen before.
_SMOOTHING = 300
_OTHERS = 0.5
_SHARED = 0.5
_NAMED = 3


class Taste:
    """Which words lead more often than they occur."""

    def __init__(self, past: Sequence[PastIssue], titles: Sequence[str]) -> None:
        leads: Counter[str] = Counter()
        for issue in past:
            leads.update(dict.fromkeys(significant_words(issue.headline), 1.0))
            for item in issue.items:
                if item.headline != issue.headline:
                    leads.update(dict.fromkeys(significant_words(item.headline), _OTHERS))
        self.issues = len(past)
        self._known = len(past) >= _FEWEST_ISSUES
        pool = Counter(
            word
            for title in (titles if self._known else ())
            for word in set(significant_words(title))
        )
        self._leads, self._pool = leads, pool
        self._all_leads, self._all_pool = sum(leads.values()), pool.total()

    def of(self, articles: Sequence[Article]) -> tuple[float, str]:
        """Between 0 (never leads) and 1, and the words that speak for it most."""
        if not self._known:
            return 0.0, f"{self.issues} past issues; taste needs {_FEWEST_ISSUES}"
        titles = [set(significant_words(article.title)) for article in articles]
        counts = Counter(word for title in titles for word in title)
        often = {w: self._lift(w) for w, n in counts.items() if n >= _SHARED * len(titles)}
        if not often:
            return 0.5, "no words to judge by"
        mean = sum(often.values()) / len(often)
        best = sorted((-lift, word) for word, lift in often.items() if lift > 0)[:_NAMED]
        named = ", ".join(word for _, word in best)
        said = f"words of past leads: {named}" if named else "no words of past leads"
        return 1 / (1 + exp(-mean)), said

    def _lift(self, word: str) -> float:
        usual = (self._pool[word] + 1) / (self._all_pool + _SMOOTHING)
        leading = (self._leads[word] + usual * _SMOOTHING) / (self._all_leads + _SMOOTHING)
        return log(leading / usual)
