"""An issue in, the same with its words in the marks and spaces of the newsletter's language out.

Names stay as they are written: the newsletter's, the sources', also where a text begins with one or
links one. So do addresses, and items in other languages.
"""

from dataclasses import dataclass, replace

from digest.config.settings import Newsletter
from digest.model.articles import Image
from digest.model.issues import Earlier, Issue, Item, Paragraph, Section, Slot, Span
from digest.model.presentation import CallToAction
from digest.typography import typeset


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Sets the words of one newsletter."""

    newsletter: Newsletter

    def issue(self, issue: Issue) -> Issue:
        """`issue` with all its words set but those that are made of them: subject, preheader."""
        if self._as_written:
            return issue
        return replace(
            issue,
            masthead=replace(issue.masthead, tagline=self.text(issue.masthead.tagline)),
            lead=self._item(issue.lead) if issue.lead else None,
            lead_read_more=self.text(issue.lead_read_more),
            also_label=self.text(issue.also_label),
            sections=tuple(self._section(one) for one in issue.sections),
            earlier=self._earlier(issue.earlier) if issue.earlier else None,
            source_call=self._call(issue.source_call),
            subscribe=self._call(issue.subscribe),
            colophon=replace(issue.colophon, reason=self.text(issue.colophon.reason)),
            correction=self.text(issue.correction),
            slots=tuple(self._slot(one) for one in issue.slots),
        )

    def text(self, text: str) -> str:
        """A text of the newsletter's own language."""
        return text if self._as_written else typeset((text,), self._language)[0]

    def headline(self, headline: str) -> str:
        """A headline or subject; a name of the newsletter at its beginning stays as it is."""
        if self._as_written:
            return headline
        names = (self.newsletter.lead.prefix, self.newsletter.newsletter.title)
        own = next((one for one in names if one and headline.startswith(one)), "")
        rest = headline.removeprefix(own)
        return "".join(typeset((own, rest), self._language, as_written={0}))

    @property
    def _as_written(self) -> bool:
        return self.newsletter.typography.quotes == "as written"

    @property
    def _language(self) -> str:
        return self.newsletter.newsletter.language

    def _item(self, item: Item) -> Item:
        if item.language:
            return item
        names = {item.source, *(one.source for one in (*item.also, *item.unnamed))}
        return replace(
            item,
            headline=self.headline(item.headline),
            kicker=self.text(item.kicker),
            dek=self.text(item.dek),
            byline=self.text(item.byline),
            image=self._image(item.image) if item.image else None,
            blurb=self._spans(item.blurb, names),
            body=tuple(self._paragraph(one, names) for one in item.body),
            also_this_week=tuple(
                one if one.language else replace(one, headline=self.text(one.headline))
                for one in item.also_this_week
            ),
        )

    def _spans(self, spans: tuple[Span, ...], names: set[str]) -> tuple[Span, ...]:
        """`spans` as one text, so that a mark may open in one and close in another."""
        named = {at for at, span in enumerate(spans) if span.url and span.text in names}
        texts = typeset([span.text for span in spans], self._language, as_written=named)
        return tuple(replace(span, text=text) for span, text in zip(spans, texts, strict=True))

    def _paragraph(self, paragraph: Paragraph, names: set[str]) -> Paragraph:
        return replace(paragraph, spans=self._spans(paragraph.spans, names))

    def _image(self, image: Image) -> Image:
        return replace(image, alt=self.text(image.alt), credit=self.text(image.credit))

    def _section(self, section: Section) -> Section:
        return replace(
            section,
            heading=self.text(section.heading),
            more=self.text(section.more),
            items=tuple(self._item(one) for one in section.items),
        )

    def _earlier(self, earlier: Earlier) -> Earlier:
        issues = tuple(replace(one, headline=self.text(one.headline)) for one in earlier.issues)
        return replace(earlier, heading=self.text(earlier.heading), issues=issues)

    def _call(self, call: CallToAction | None) -> CallToAction | None:
        if call is None:
            return None
        return replace(
            call,
            heading=self.text(call.heading),
            text=self.text(call.text),
            button=self.text(call.button),
        )

    def _slot(self, slot: Slot) -> Slot:
        return replace(
            slot,
            heading=self.text(slot.heading),
            words=tuple(self._paragraph(one, set()) for one in slot.words),
            button=self.text(slot.button),
        )
