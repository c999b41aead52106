"""What surrounds an issue's stories: masthead, calls to action, colophon, colours, addresses."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class CallToAction:
    """A heading, a pitch, a button."""

    url: str
    button: str
    heading: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedLink:
    """A link by its name, such as a social account."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """The banner: whose newsletter this is. `url` is the publication's home."""

    title: str
    tagline: str = ""
    url: str = ""
    language: str = "en"
    direction: str = "ltr"
    timezone: str = "UTC"
    social: tuple[NamedLink, ...] = ()
    view_in_browser: str = ""
    show_date: bool = True
    show_number: bool = True

    def without_title(self, headline: str) -> str:
        """`headline` without the newsletter's own name and a colon, which stands above already."""
        rest = headline.removeprefix(self.title).lstrip()
        told = rest[1:].strip() if rest[:1] in {":", "："} else ""
        return told if told and rest != headline else headline


@dataclass(frozen=True, slots=True, kw_only=True)
class Colophon:
    """Why the reader gets this mail, from where, and how to stop it."""

    reason: str = ""
    address: str = ""
    unsubscribe_url: str = ""
    preferences_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Colours (#rrggbb) in both schemes and font stacks; the stock values pass WCAG AA."""

    accent: str = "#9c3b24"
    accent_text: str = "#ffffff"
    ink: str = "#1b2a3d"
    muted: str = "#57606a"
    paper: str = "#ffffff"
    ground: str = "#f3eee3"
    rule: str = "#d8d3c8"
    dark_accent: str = "#e8836f"
    dark_accent_text: str = "#16191d"
    dark_ink: str = "#eceae6"
    dark_muted: str = "#a9b0b8"
    dark_paper: str = "#1b1f24"
    dark_ground: str = "#121518"
    dark_rule: str = "#353b43"
    serif: str = "Georgia, 'Times New Roman', serif"
    sans: str = "-apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"


class EmailService(StrEnum):
    """Whose merge tags stand for the unsubscribe link and its like."""

    PLAIN = "plain"
    MAILCHIMP = "mailchimp"
    BUTTONDOWN = "buttondown"
    LISTMONK = "listmonk"
    GHOST = "ghost"
    KIT = "kit"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRules:
    """How outgoing links are tagged; an empty `utm_source` tags nothing."""

    utm_source: str = ""
    utm_medium: str = "email"
    utm_campaign: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """The addresses of the mail: `sender` as "Name <a@b>", `list_id` as in RFC 2919."""

    sender: str = ""
    reply_to: str = ""
    list_id: str = ""
