"""A newsletter in; what each of its extensions adds, all of it loaded, out."""

from dataclasses import dataclass

from digest.checks.extension_rules import extension_rules
from digest.config.settings import Newsletter
from digest.extensions import LAYOUTS, SERVICES, Extension, find_extension
from digest.pipeline.services import load_service


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionFacts:
    """An extension by name and version, and the names of what it adds."""

    name: str
    version: str
    rules: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    services: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What it adds, in words."""
        kinds = {"rules": self.rules, "layouts": self.layouts, "services": self.services}
        told = (f"{kind} {', '.join(names)}" for kind, names in kinds.items() if names)
        return f"{self.name} {self.version}: {'; '.join(told) or 'nothing'}."


def describe_extensions(newsletter: Newsletter) -> tuple[ExtensionFacts, ...]:
    """Each extension, in the order of the settings. Raises UnfitExtension where one fails."""
    names = newsletter.newsletter.extensions
    extension_rules(names)
    return tuple(_described(find_extension(name)) for name in names)


def _described(extension: Extension) -> ExtensionFacts:
    services = extension.additions_to(SERVICES)
    for addition in services:
        load_service(addition)
    return ExtensionFacts(
        name=extension.name,
        version=extension.version,
        rules=tuple(rule.id for rule in extension_rules((extension.name,))),
        layouts=tuple(one.name for one in extension.additions_to(LAYOUTS)),
        services=tuple(one.name for one in services),
    )
