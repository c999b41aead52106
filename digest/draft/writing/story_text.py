"""The proposal in; what the page says about each story out: its texts and the program's remarks."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from zoneinfo import ZoneInfo

from digest.config.settings import Newsletter
from digest.draft.page.memory import Remembered, text_print
from digest.draft.page.page import LEAD, Group
from digest.draft.page.toml_text import (
    REMARK,
    WIDTH,
    is_remark,
    paragraphs,
    quote,
    single_line,
    write_entry,
    write_list,
)
from digest.draft.writing.matter_remarks import MatterRemarks, in_marks, index_matters
from digest.model.articles import Article
from digest.model.issues import SectionStyle
from digest.model.stories import Proposal, Story

_LONGEST_REMARK = 100
_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """All that may be told: the proposal's articles and stories, by article id.

    `places` is the section in which the program would print a story if nothing were pinned, by the
    story's id.
    """

    newsletter: Newsletter
    proposal: Proposal
    articles: Mapping[str, Article]
    stories: Mapping[str, Story]
    places: Mapping[str, str]
    matters: MatterRemarks

    def texts(self, told: str, section: str) -> dict[str, str]:
        """What the page says where the editor says nothing, in the order of the page.

        A candidate has its headline only; bullets that are never featured have no dek; a lead that
        has a text of its own is told by it.
        """
        article = self.articles[told]
        texts = {"headline": single_line(article.heading)}
        if not section:
            return texts
        texts["kicker"] = single_line(article.kicker)
        if section == LEAD:
            texts["kicker"] = texts["kicker"] or self.newsletter.lead.kicker
        if section == LEAD or self._prints_deks(section):
            texts["dek"] = single_line(article.dek)
        story = self._story_telling(told)
        if story and story.blurb and not self.own_text_is_printed(article, section):
            texts["blurb"] = paragraphs(story.blurb)
        return texts

    def remarks(
        self, articles: Sequence[str], section: str, *, own_blurb: bool = False
    ) -> list[str]:
        """Where the story comes from and why it is where it is."""
        told = self.told_of(articles)
        if told is None:
            return [
                f"{REMARK} note: none of its articles is among those of this issue any more;",
                f"{REMARK}       it cannot be printed unless they come back",
            ]
        day = f"{told.when.astimezone(self.matters.zone):%a %d %b}"
        lines = [f"{REMARK} from {_named(told)}, {day}  {told.url}"]
        story = self.stories.get(told.id)
        if story:
            lines += _wrapped(f"{REMARK} why: {self._reasons(story)}")
            # Each stands on one line, however long, so that it can be read and copied at once.
            lines += [f"{REMARK} {one}" for one in self._about_matter(story, articles, section)]
        place = self.place_of(articles)
        if place and not section:
            lines.append(f"{REMARK} the program would print it: section = {quote(place)}")
        if story and story.note:
            lines += _wrapped(f"{REMARK} note: {single_line(story.note)}")
        if section and not own_blurb:
            lines += self._about_blurb(told, section)
        return [line.rstrip() for line in lines]

    def _reasons(self, story: Story) -> str:
        """Why it ranks where it does; what the page says of its matter is not said twice."""
        terms = sorted((term for term in story.terms if term.points), key=lambda one: -one.points)
        shared = self.matters.tells_matter(story)
        reasons = [
            "its matter" if shared and term.name == "matter" else single_line(term.reason)
            for term in terms[:5]
        ]
        named = [reason or term.name for reason, term in zip(reasons, terms, strict=False)]
        return f"{'; '.join(named) or 'nothing speaks for it'} (score {story.score:.1f})"

    def _about_matter(self, story: Story, articles: Sequence[str], section: str) -> Iterator[str]:
        if section:
            return self.matters.about_printed(story, articles)
        return self.matters.about_candidate(story)

    def told_of(self, articles: Iterable[str]) -> Article | None:
        """The article that a story of `articles` tells: the first that is there."""
        return next((self.articles[one] for one in articles if one in self.articles), None)

    def place_of(self, articles: Sequence[str]) -> str | None:
        """Where the program would print the story of the first of `articles`; None if nowhere."""
        known = (self.stories[one] for one in articles if one in self.stories)
        story = next(known, None)
        return self.places.get(story.id) if story else None

    def rows(self, articles: Iterable[str]) -> list[tuple[str, str]]:
        """Each article's id with the words that tell a person which one it is."""
        return [(quote(one), self.named(one)) for one in articles]

    def named(self, article: str) -> str:
        """Source and title of an article, short enough for a remark; "" if it is not known."""
        if article not in self.articles:
            return ""
        known = self.articles[article]
        text = f"{_named(known)}: {single_line(known.heading)}"
        return text if len(text) <= _LONGEST_REMARK else text[: _LONGEST_REMARK - 1] + "…"

    def _prints_deks(self, section: str) -> bool:
        """Whether it has cards, or a featured item, which may be any of them."""
        return any(
            one.id == section and (one.style is SectionStyle.CARDS or one.featured)
            for one in self.newsletter.sections
        )

    def _about_blurb(self, told: Article, section: str) -> list[str]:
        story = self._story_telling(told.id)
        if self.own_text_is_printed(told, section):
            what = 'the article\'s own text is printed; a line blurb = "…" prints yours'
        elif story is None:
            what = 'a blurb is made at the build; a line blurb = "…" prints yours'
        elif story.blurb_proposed:
            what = "note: the blurb was proposed by a program; check it"
        else:
            return []
        return [f"{REMARK} {what}"]

    def own_text_is_printed(self, article: Article, section: str) -> bool:
        """Whether the lead is told by its article's text, not by a blurb."""
        return section == LEAD and article.has_full_text

    def _story_telling(self, article: str) -> Story | None:
        """The proposal's story if it tells this article: its blurb is of no other."""
        story = self.stories.get(article)
        return story if story and story.article.id == article else None


def index_week(
    proposal: Proposal, newsletter: Newsletter, headlines: Mapping[str, str] | None = None
) -> Week:
    """`proposal`, ready to be looked up; `headlines` are those of a page, by article."""
    stories = {article.id: story for story in proposal.stories for article in story.articles}
    articles = {article.id: article for story in proposal.stories for article in story.articles}
    passed = {over.article.id: over.article for over in proposal.passed_over}
    return Week(
        newsletter=newsletter,
        proposal=proposal,
        articles=passed | articles,
        stories=stories,
        places={story.id: section for section, story in (proposal.unpinned or proposal).picks},
        matters=index_matters(proposal, ZoneInfo(newsletter.newsletter.timezone), headlines or {}),
    )


def name_headlines(headlines: Sequence[str]) -> str:
    """The first few of `headlines`, and how many there are besides."""
    named = ", ".join(map(in_marks, headlines[:_NAMED]))
    more = len(headlines) - _NAMED
    return f"{named} and {more} more" if more > 0 else named


def article_ids(story: Story) -> Group:
    """The articles of `story`, the told one first."""
    return tuple(article.id for article in story.articles)


def story_lines(
    week: Week, section: str, articles: Sequence[str], marks: Sequence[str] = ()
) -> list[str]:
    """A story of the program's own as it stands on the page, without the blank line after it."""
    texts = week.texts(articles[0], section)
    rows = week.rows(articles)
    alone = not section and len(rows) == 1
    return [
        "[[story]]",
        *marks,
        *week.remarks(articles, section),
        *([f"section = {quote(section)}"] if section else []),
        *(line for key, text in texts.items() for line in write_entry(key, text)),
        *([f"articles = [{rows[0][0]}]"] if alone else write_list("articles", rows)),
    ]


def remember_story(
    section: str,
    articles: Sequence[str],
    texts: Mapping[str, str],
    lines: Sequence[str] = (),
    words: Collection[str] = (),
) -> Remembered:
    """What to remember of a story whose `texts` the program wrote; of a candidate all its lines.

    `words` are the fingerprints of the words of which a blurb was made.
    """
    prints = {*words, *(text_print(key, articles[0], text) for key, text in texts.items())}
    if lines and not section:
        prints.add(block_print(articles[0], lines))
    return Remembered(section=section, articles=tuple(articles), texts=frozenset(prints))


def words_print(article: Article) -> str:
    """Stands for the article's own words: as long as they stay, so does the blurb that was read."""
    words = "\0".join((article.title, article.summary, article.text))
    return text_print("words", article.id, words)


def block_print(owner: str, lines: Sequence[str]) -> str:
    """The fingerprint of a whole story but for the program's remarks and one blank line after."""
    text = "\n".join(one.rstrip() for one in lines if not is_remark(one))
    return text_print("story", owner, text.removesuffix("\n"))


def _named(article: Article) -> str:
    return single_line(article.source) or "an unnamed source"


def _wrapped(remark: str) -> list[str]:
    return wrap(
        remark,
        WIDTH + 8,
        subsequent_indent=f"{REMARK}      ",
        break_long_words=False,
        break_on_hyphens=False,
    )
