"""What a scenario file may say, as a JSON schema (draft 2020-12) for editors that know TOML.

The sections and keys are those of `schema.Document`; here they are given what pydantic cannot know: meaning, unit,
default and range as declared in `terms`, the words that a key can hold, and how months and days are written. What
needs several keys at once (a month outside the scenario, an event's label used twice) is left to `politburo check`.
"""

from __future__ import annotations

from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

MONTH: Schema = {"type": "string", "pattern": "^(19[0-9]{2}|2[01][0-9]{2}|2200)-(0[1-9]|1[0-2])$"}
DAY: Schema = {
    "type": "string",
    "pattern": "^(19[0-9]{2}|2[01][0-9]{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
}
