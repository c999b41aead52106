"""The JSON schema of newsletter.toml, by which editing tools complete and check its keys."""

import json
from datetime import timedelta

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, NoDefault
from pydantic_core import core_schema

from digest.config.delivery import SPAN
from digest.config.settings import Newsletter
from digest.config.values import SettingsTable
from digest.model.presentation import Theme
from digest.text import span_in_words


def settings_schema() -> str:
    """The schema as JSON."""
    schema = Newsletter.model_json_schema(schema_generator=_SpansInWords)
    return json.dumps(schema, indent=2) + "\n"


class _SpansInWords(GenerateJsonSchema):
    """Spans of time as an editor writes them, such as "4 hours", not as ISO 8601 does."""

    def timedelta_schema(self, _schema: core_schema.TimedeltaSchema) -> JsonSchemaValue:
        """Any span that newsletter.toml may hold."""
        return {"type": "string", "pattern": f"^{SPAN.pattern}$", "examples": ["4 hours"]}

    def get_default_value(self, schema: core_schema.WithDefaultSchema) -> object:
        """None for a table, whose keys have theirs, and for no span, which cannot be written."""
        value: object = super().get_default_value(schema)
        nothing = value == timedelta(0) or isinstance(value, SettingsTable | Theme)
        return NoDefault if nothing else value

    def encode_default(self, dft: object) -> object:
        """A default as it is written."""
        return span_in_words(dft) if isinstance(dft, timedelta) else super().encode_default(dft)
