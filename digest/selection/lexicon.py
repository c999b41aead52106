"""Articles and past headlines in; their vectors, and which of the words are names, out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from digest.model.articles import Article
from digest.selection.geography import shared_places
from digest.selection.languages import spoken
from digest.selection.names import names_in
from digest.selection.vectors import Pair, Vector, article_words, numbered, similar_pairs, vectors
from digest.words import telling_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """What is known of each article of `articles`, in their order.

    `equal` says for every article the place of the first that has its text. `of_headlines` are the
    vectors of past headlines; `names` are words by number. `languages` are main tags.
    """

    articles: tuple[Article, ...]
    equal: tuple[int, ...]
    of_articles: tuple[Vector, ...]
    of_headlines: tuple[Vector, ...]
    names: frozenset[int]
    languages: tuple[str, ...]

    def similar(self, places: Sequence[int], floor: float) -> list[Pair]:
        """The similar pairs among the articles at `places`, by their order there.

        Within a language the words decide, across languages the countries and cities with them.
        """
        found = similar_pairs([self.of_articles[place] for place in places], floor)
        own = [self.languages[place] for place in places]
        if len(set(own)) < 2:
            return found
        bridged = vectors(
            [
                article_words(self.articles[place])
                + shared_places(self.articles[place], self.languages[place])
                for place in places
            ]
        )
        within = [pair for pair in found if own[pair[0]] == own[pair[1]]]
        across = [pair for pair in similar_pairs(bridged, floor) if own[pair[0]] != own[pair[1]]]
        return sorted([*within, *across])


def lexicon(
    articles: Sequence[Article], equal: Sequence[int], headlines: Sequence[str], language: str
) -> Lexicon:
    """The words of `articles` and past `headlines`, rare ones weighing most.

    A text printed by a hundred is counted once, or its words would seem common. `language` is that
    of articles that name none.
    """
    bearers = [at for at, first in enumerate(equal) if at == first]
    counts = [
        *(article_words(articles[at]) for at in bearers),
        *(Counter(telling_words(headline)) for headline in headlines),
    ]
    number = numbered(counts)
    found = vectors(counts, number)
    vector_of = dict(zip(bearers, found, strict=False))
    names = names_in([articles[at] for at in bearers], language)
    return Lexicon(
        articles=tuple(articles),
        equal=tuple(equal),
        of_articles=tuple(vector_of[first] for first in equal),
        of_headlines=tuple(found[len(bearers) :]),
        names=frozenset(at for word, at in number.items() if word in names),
        languages=tuple(spoken(article, language) for article in articles),
    )
