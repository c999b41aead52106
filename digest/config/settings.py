"""newsletter.toml as types: every table, its keys, their defaults and limits.

Each key's description is what `digest schema newsletter` shows in an editor's tool and what
docs/configuration.md must mention.
"""

import re
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, ValidationError, ValidationInfo, field_validator, model_validator

from digest.config.blocks import (
    SLOT_PLACES,
    ContentsSettings,
    SlotSettings,
    TypographySettings,
)
from digest.config.check import CheckSettings
from digest.config.delivery import (
    NoticeSettings,
    ReviewSettings,
    SendingSettings,
    SmtpSettings,
    Span,
    StoreSettings,
)
from digest.config.extensions import (
    ExtensionName,
    fit_together,
    layouts_of,
    unknown_services,
)
from digest.config.layouts import Layout, find_layout
from digest.config.names import repeated_names, unknown_names, unknown_places
from digest.config.selection import Blurbs, Match, Ranking, Weeks
from digest.config.services import ServicesSettings
from digest.config.values import (
    ClockTime,
    FolderAddress,
    Identifier,
    ListId,
    LocalFolder,
    Mailbox,
    NumberOrNone,
    PrintableTheme,
    SettingsTable,
    WebAddress,
    WrittenDate,
    Zone,
    complete_theme,
)
from digest.layouts import BASE, no_such_layout
from digest.model.issues import SectionStyle
from digest.model.presentation import EmailService, Theme
from digest.text import filled, placeholders, without_credentials

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class About(SettingsTable):
    """[newsletter]"""

    title: str = Field(min_length=1, description="The name in the masthead.")
    tagline: str = Field("", description="A line under the name.")
    url: WebAddress = Field("", description="The publication's home page.")
    language: str = Field(
        "en",
        pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$",
        description="BCP 47 tag, such as en or ar.",
    )
    direction: Literal["", "ltr", "rtl"] = Field(
        "", description="Writing direction; empty takes the language's own."
    )
    timezone: Zone = Field("UTC", description="IANA zone of dates, windows and cut-offs.")
    show_date: bool = Field(default=True, description="The date in the masthead.")
    show_number: bool = Field(default=True, description="The issue number in the masthead.")
    show_minutes: bool = Field(default=True, description="How long the issue takes to read.")
    first_number: int = Field(1, ge=0, description="The number of the first issue in the archive.")
    extensions: tuple[ExtensionName, ...] = Field(
        (), description="Installed packages that add rules, layouts or services, by name."
    )
    layout: Identifier = Field(
        BASE, description="How it is set: magazine, wire, brief, or a layout of your own."
    )

    @field_validator("extensions")
    @classmethod
    def _extensions_fit(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        return fit_together(names)

    @field_validator("layout")
    @classmethod
    def _layout_exists(cls, name: str, info: ValidationInfo) -> str:
        # One that cannot be used is told by itself, and may be what brings the layout.
        names = info.data.get("extensions")
        wrong = no_such_layout(name, _own_templates(info), layouts_of(names))
        if wrong and names is not None:
            raise ValueError(wrong)
        return name


class Schedule(SettingsTable):
    """[schedule]"""

    every: Literal["day", "week", "two weeks", "month"] = Field(
        "week", description="How often an issue goes out."
    )
    on: Weekday = Field("friday", description="The weekday; unused when every = day or month.")
    day: int = Field(1, ge=1, le=28, description="The day of the month when every = month.")
    at: ClockTime = Field(time(7, 0), description="The cut-off, in the newsletter's time zone.")
    longest_window: int = Field(
        35, ge=1, le=366, description="After missed issues, look back at most this many days."
    )
    skip: tuple[WrittenDate, ...] = Field(
        (), description="Days on which no issue goes out, such as holidays."
    )
    collect_every: Span = Field(
        timedelta(hours=4), description="How often `digest run` reads the sources."
    )
    as_of: datetime | None = Field(
        None, description="Take this moment for now; for samples and rehearsals."
    )

    @model_validator(mode="after")
    def _as_of_has_a_zone(self) -> Self:
        if self.as_of is not None and self.as_of.tzinfo is None:
            raise ValueError("as_of needs a zone, such as 2024-08-09T12:00:00Z")
        return self


class Source(SettingsTable):
    """[[sources]]: one feed address, or one path with files."""

    url: WebAddress = Field("", description="The address of an RSS, Atom or JSON feed.")
    path: str = Field("", description="A file, folder or glob inside the newsletter's folder.")
    name: str = Field("", description="How the source is called in attributions.")
    weight: float = Field(1.0, ge=0, le=10, description="How much its coverage counts.")
    paused: bool = Field(
        default=False, description="Do not read it for now; what it had this week stays."
    )
    section: str = Field("", description="The section its articles go to.")
    group: str = Field("", description="Your word for sources of one kind, such as state media.")
    country: str = Field("", description="Where it is from, in your words or as DE.")
    timezone: Zone | None = Field(None, description="Zone of its dates that name none.")
    language: str = Field("", description="BCP 47 tag, where it is not the newsletter's.")
    allow_private: bool = Field(
        default=False, description="Let it be on a private or loopback address."
    )
    allow_outside: bool = Field(
        default=False, description="Let its path lead outside the newsletter's folder."
    )
    max_megabytes: float = Field(
        10.0, gt=0, le=200, description="The largest decoded body or file, in 1,000,000 bytes."
    )
    silent_after_days: int = Field(
        14, ge=1, description="Days without a new article until it counts as silent."
    )

    @model_validator(mode="after")
    def _placeholders_are_whole(self) -> Self:
        if "${" in filled(self.url, dict.fromkeys(placeholders(self.url), "")):
            raise ValueError("url holds ${ without a name; write it like ${FEED_KEY}")
        return self

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if bool(self.url) == bool(self.path):
            raise ValueError("needs either url or path")
        return self

    @property
    def most_bytes(self) -> int:
        """`max_megabytes` in bytes."""
        return round(self.max_megabytes * 1_000_000)

    @property
    def place(self) -> str:
        """The url or the path."""
        return self.url or self.path

    @property
    def shown_place(self) -> str:
        """The url without its name and password, or the path: for output."""
        return without_credentials(self.place)

    @property
    def label(self) -> str:
        """The name, or what can be made of the address."""
        if self.name:
            return self.name
        if self.url:
            return re.sub(r"(?i)^https?://([^/?#]*@)?(www\.)?|[/?#].*$", "", self.url)
        return self.path

    @property
    def named(self) -> tuple[str, str, str]:
        """The key that its label comes from, what stands there, and the label."""
        key = "name" if self.name else "url" if self.url else "path"
        return key, self.name or self.place, self.label


class Lead(SettingsTable):
    """[lead]"""

    show: bool = Field(default=True, description="Give the first story the lead's place.")
    kicker: str = Field("", description="The label over the headline where the story has none.")
    prefix: str = Field(
        "",
        description="A series name before the headline; the newsletter's own is left to the feeds.",
    )
    match: Match = Field("", description="Query that a lead must match.")
    core: Match = Field("", description="The words of match that count in headlines; empty: all.")
    read_more: str = Field("Read more", description="The button under the text.")
    paragraphs: int = Field(
        3,
        ge=1,
        le=60,
        description="Paragraphs of the text in the mail, all where the lead has no url; "
        "unset: 3 in magazine, 2 in wire and brief.",
    )
    image: bool = Field(default=True, description="Show the lead's picture; wire shows none.")
    full_text: bool = Field(
        default=False, description="Read the lead's page where its feed gave a summary only."
    )
    also_covered: bool = Field(default=True, description="Name the other sources.")
    also_label: str = Field("Also covered by", description="The words before them.")


class SectionSettings(SettingsTable):
    """[[sections]]"""

    id: Identifier = Field(description="Its name in drafts and front matter.")
    heading: str = Field(min_length=1, description="The heading over its items.")
    match: Match = Field("", description="Query that an item must match; empty takes any.")
    core: Match = Field("", description="The words of match that count in headlines; empty: all.")
    items: int = Field(8, ge=1, le=100, description="The most items it holds.")
    style: SectionStyle = Field(SectionStyle.BULLETS, description="bullets or cards.")
    per_source: int = Field(3, ge=1, description="The most items of one source.")
    per_matter: int = Field(1, ge=1, description="The most items of one matter on the page.")
    more: str = Field("Keep reading", description="The link under a card.")
    also: NumberOrNone | None = Field(
        None, description="The most other sources named under an item; 0 or false names none."
    )
    featured: bool = Field(
        default=False, description="Print the first item larger, with its picture and dek."
    )
    thumbnails: bool = Field(
        default=False, description="Print a small picture beside each bullet that has one."
    )
    show: bool = Field(default=True, description="Print the section.")


class Subscribe(SettingsTable):
    """[subscribe]"""

    heading: str = Field("", description="The heading over the pitch.")
    text: str = Field("", description="The pitch.")
    button: str = Field("Subscribe", description="The words on the button.")
    url: WebAddress = Field(min_length=1, description="The sign-up page.")
    show: bool = Field(default=True, description="Print the block.")


class SourceCall(SettingsTable):
    """[google]: the call to make the publication a preferred source."""

    heading: str = Field("", description="A heading over the call.")
    text: str = Field("", description="The call.")
    button: str = Field("Make us a preferred source", description="The words on the button.")
    url: WebAddress = Field(min_length=1, description="Where the button leads.")
    show: bool = Field(default=True, description="Print the block.")


class IssueElsewhere(SettingsTable):
    """[[earlier.issues]]: an issue that another program made, before the newsletter moved in."""

    title: str = Field(min_length=1, description="What its link says.")
    date: WrittenDate = Field(description="Its day, such as 2024-07-26.")
    url: WebAddress = Field(min_length=1, description="Where it can be read.")
    number: int | None = Field(
        None, ge=0, description="Its number; the first issue here has the next one."
    )


class EarlierSettings(SettingsTable):
    """[earlier]"""

    heading: str = Field("Earlier in this series", description="The heading.")
    items: int = Field(3, ge=1, le=20, description="How many past issues.")
    show: bool = Field(default=True, description="Print the block.")
    issues: tuple[IssueElsewhere, ...] = Field((), description="Issues that were made elsewhere.")


class ColophonSettings(SettingsTable):
    """[colophon]"""

    reason: str = Field("", description="Why the reader gets this mail.")
    address: str = Field("", description="The postal address.")
    unsubscribe_url: WebAddress = Field("", description="The one-click unsubscribe page.")
    preferences_url: WebAddress = Field("", description="The preferences page.")


class MailSettings(SettingsTable):
    """[mail]"""

    sender: Mailbox = Field("", description='The From line, such as "Desk <desk@example.org>".')
    reply_to: Mailbox = Field("", description="The Reply-To address.")
    list_id: ListId = Field("", description="List-Id (RFC 2919), such as weekly.example.org.")
    subject: str = Field(
        "", description="Subject; {title}, {headline}, {number}, {date}; empty: the headline."
    )
    pictures: Literal["linked", "attached"] = Field(
        "linked",
        description="Local pictures: linked under [archive] url, or attached to the .eml.",
    )
    service: EmailService = Field(EmailService.PLAIN, description="Whose merge tags to write.")


class Links(SettingsTable):
    """[links]"""

    utm_source: str = Field("", description="Tag outgoing links; empty tags nothing.")
    utm_medium: str = Field("email", description="The utm_medium.")
    utm_campaign: str = Field("", description="The utm_campaign; empty takes title and date.")


class Archive(SettingsTable):
    """[archive]"""

    url: FolderAddress = Field("", description="Where the archive is served; enables permalinks.")
    storage: LocalFolder = Field(
        "", description="A folder for the readers' site; publishing brings it up to date."
    )
    feed_issues: int = Field(20, ge=1, le=500, description="The issues that the feeds carry.")


class Newsletter(SettingsTable):
    """The whole of newsletter.toml."""

    newsletter: About
    schedule: Schedule = Schedule()
    sources: tuple[Source, ...] = Field((), description="What to read.")
    ranking: Ranking = Ranking()
    lead: Lead = Lead()
    sections: tuple[SectionSettings, ...] = Field((), description="The sections, in order.")
    contents: ContentsSettings = ContentsSettings()
    slots: tuple[SlotSettings, ...] = Field((), description="Blocks between the stories.")
    blurbs: Blurbs = Blurbs()
    weeks: Weeks = Weeks()
    subscribe: Subscribe | None = Field(None, description="The sign-up call.")
    google: SourceCall | None = Field(None, description="The source call.")
    social: dict[str, WebAddress] = Field({}, description="Accounts: name = address.")
    earlier: EarlierSettings = EarlierSettings()
    colophon: ColophonSettings = ColophonSettings()
    theme: PrintableTheme = Theme()
    typography: TypographySettings = TypographySettings()
    mail: MailSettings = MailSettings()
    links: Links = Links()
    archive: Archive = Archive()
    check: CheckSettings = CheckSettings()
    review: ReviewSettings = ReviewSettings()
    sending: SendingSettings = SendingSettings()
    smtp: SmtpSettings = SmtpSettings()
    services: ServicesSettings = ServicesSettings()
    notices: NoticeSettings = NoticeSettings()
    store: StoreSettings = StoreSettings()

    @model_validator(mode="before")
    @classmethod
    def _wear_the_layout(cls, tables: object, info: ValidationInfo) -> object:
        """`tables` with what the layout sets where [theme] and [lead] say nothing."""
        if not isinstance(tables, dict):
            return tables
        about = tables.get("newsletter")
        about = about if isinstance(about, dict) else {}
        brought = layouts_of(about.get("extensions"))
        name = str(about.get("layout") or BASE)
        layout = find_layout(name, _own_templates(info), brought) or Layout(name=BASE)
        lead = tables.get("lead", {})
        if isinstance(lead, dict):
            lead = {"paragraphs": layout.lead_paragraphs, **lead}
        theme = complete_theme(tables.get("theme", {}), layout.theme)
        return {**tables, "theme": theme, "lead": lead}

    @model_validator(mode="after")
    def _names_fit_together(self) -> Self:
        sections = [section.id for section in self.sections]
        problems = [
            *repeated_names(("sections",), [("id", name, name) for name in sections]),
            *repeated_names(("sources",), [source.named for source in self.sources]),
            *unknown_names("sources", "section", [one.section for one in self.sources], sections),
            *repeated_names(("slots",), [("id", one.id, one.id) for one in self.slots]),
            *unknown_places([one.place for one in self.slots], (*SLOT_PLACES, *sections)),
            *repeated_names(
                ("earlier", "issues"), [("date", one.date, one.date) for one in self.earlier.issues]
            ),
            *unknown_services(self.newsletter.extensions, self.services.added),
        ]
        if problems:
            raise ValidationError.from_exception_data("Newsletter", problems)
        return self


def _own_templates(info: ValidationInfo) -> Path | None:
    """The folder of the newsletter's own templates, where it is known whose settings these are."""
    return info.context if isinstance(info.context, Path) else None
