"""How stories are picked, ranked and summed up, and how many; as tables of newsletter.toml."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from digest.config.values import NumberOrNone, SettingsTable
from digest.query import parse_query


def _readable_query(text: str) -> str:
    parse_query(text)
    return text


Match = Annotated[str, AfterValidator(_readable_query)]


class Ranking(SettingsTable):
    """[ranking]: what each term of a story's score weighs; every term is between 0 and 1."""

    granularity: Literal["tight", "normal", "loose"] = Field(
        "normal", description="How alike articles must be to be one story; loose makes big ones."
    )
    coverage: float = Field(5.0, ge=0, le=100, description="Independent sources, by weight.")
    articles: float = Field(1.0, ge=0, le=100, description="How many reports there are.")
    matter: float = Field(4.0, ge=0, le=100, description="All that is told of the same matter.")
    related: float = Field(2.0, ge=0, le=100, description="Other stories that are a little alike.")
    topic: float = Field(2.5, ge=0, le=100, description="Headlines with a word of the queries.")
    recency: float = Field(2.0, ge=0, le=100, description="How late its last report came.")
    newness: float = Field(1.5, ge=0, le=100, description="How late its first report came.")
    substance: float = Field(0.0, ge=0, le=100, description="How much there is to read.")
    image: float = Field(0.0, ge=0, le=100, description="Whether it has a picture.")
    novelty: float = Field(1.0, ge=0, le=100, description="How unlike past issues it is.")
    taste: float = Field(
        0.0, ge=0, le=100, description="Words that led this newsletter's past issues; try 2."
    )
    opinion: float = Field(1.0, ge=0, le=100, description="Taken off for opinion pieces.")
    aside: float = Field(2.0, ge=0, le=100, description="Taken off for sport and lifestyle.")
    foreign: float = Field(
        3.0, ge=0, le=100, description="Taken off where no article is in the newsletter's language."
    )


class Blurbs(SettingsTable):
    """[blurbs]"""

    words: int = Field(60, ge=10, le=400, description="The most words a blurb has.")
    mix: bool = Field(
        default=False,
        description="Mix in other sources' sentences, each followed by its source as a link.",
    )
    also: NumberOrNone = Field(
        3, description="The most other sources named under an item; the rest are counted."
    )
    also_this_week: int = Field(
        3, ge=0, le=3, description="The most other stories of its matter named below an item."
    )
    command: tuple[str, ...] = Field(
        (), description="A program that proposes blurbs: the story as JSON in, the text out."
    )
    timeout: float = Field(30.0, gt=0, le=600, description="Seconds the program may take.")


class Weeks(SettingsTable):
    """[weeks]"""

    min_items: int = Field(
        1, ge=1, le=100, description="With fewer items, lead included, the week is thin."
    )
    thin: Literal["extend", "carry", "short", "skip"] = Field(
        "short",
        description=(
            "In a thin week: extend looks back further; carry sends nothing and keeps the articles "
            "for the next issue; short goes out as it is; skip sends nothing and lets them go."
        ),
    )
    extend_days: int = Field(
        7, ge=1, le=60, description="How many days further thin = extend looks back."
    )
    max_items: int = Field(
        40, ge=1, le=500, description="With more items, the lowest scores are left out."
    )
    max_bytes: int = Field(
        0, ge=0, description="With a larger HTML mail, the last items are left out; 0 for no limit."
    )
