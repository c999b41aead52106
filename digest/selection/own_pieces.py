"""A Markdown piece of the newsletter's own in; its opening with links and paragraphs out."""

from digest.model.articles import Article
from digest.model.issues import ParagraphKind
from digest.running_text import marked_words, paragraphs_of_html
from digest.selection.sentences import sentences
from digest.text import length_in_words, one_line, unlinked

_MARKDOWN = (".md", ".markdown")


def opens_its_text(article: Article) -> bool:
    """Whether it is such a piece, and its summary no other words than those it begins with."""
    opening = one_line(article.summary).removesuffix("…").rstrip()
    return article.file.lower().endswith(_MARKDOWN) and one_line(article.text).startswith(opening)


def own_piece(article: Article, *, words: int, language: str) -> str:
    """At most `words` words of its first whole sentences, as the page writes them.

    Links are `[words](https://…)`, blank lines part the paragraphs; a heading ends what is taken.
    A first sentence that is longer is taken all the same: it is the editor's.
    """
    taken: list[str] = []
    left = words
    for paragraph in paragraphs_of_html(article.html):
        if paragraph.kind is ParagraphKind.HEADING and taken:
            break
        fitting: list[str] = []
        for sentence in sentences(marked_words(paragraph), language):
            left -= length_in_words(unlinked(sentence))
            if left < 0 and (taken or fitting):
                break
            fitting.append(sentence)
        if fitting and paragraph.kind is not ParagraphKind.HEADING:
            taken.append(" ".join(fitting))
        if left <= 0:
            break
    return "\n\n".join(taken)
