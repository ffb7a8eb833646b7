"""The shapes that form files may refer to instead of writing them out, and compiled validators."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import jsonschema_rs

from longbien.procedures.rules.faults import PHONE, TIME

Schema = Mapping[str, Any]

SHARED: dict[str, dict[str, Any]] = {
    "urn:longbien:money": {
        "type": "object",
        "required": ["minor", "currency"],
        "properties": {
            "minor": {"type": "string", "pattern": "^[0-9]{1,18}$"},
            "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
        },
        "additionalProperties": False,
    },
    "urn:longbien:time": {"type": "string", "pattern": TIME},
    "urn:longbien:file": {
        "type": "object",
        "required": ["document", "name"],
        "properties": {
            "document": {"type": "string", "format": "uuid"},
            "name": {"type": "string", "maxLength": 255},
            "size": {"type": "integer"},
            "media_type": {"type": "string", "maxLength": 120},
        },
        "additionalProperties": False,
    },
    "urn:longbien:phone": {"type": "string", "pattern": PHONE},
    # `ward` is a code of today's map; `former` what the old map called it, where that is what was written.
    "urn:longbien:address": {
        "type": "object",
        "required": ["street", "ward"],
        "properties": {
            "street": {"type": "string", "minLength": 1, "maxLength": 200},
            "ward": {"type": "string", "minLength": 1, "maxLength": 40},
            "former": {"type": "string", "maxLength": 200},
        },
        "additionalProperties": False,
    },
    "urn:longbien:areas": {"type": "array", "uniqueItems": True, "items": {"type": "string", "maxLength": 80}},
}
REGISTRY = jsonschema_rs.Registry(list(SHARED.items()))


def validator_of(schema: Schema) -> jsonschema_rs.Validator:
    """The compiled validator; kept for the life of the process. ValueError for a schema that can't be compiled."""
    return _compiled(json.dumps(schema, sort_keys=True))


@lru_cache(maxsize=512)
def _compiled(schema: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.Draft202012Validator(
        json.loads(schema), registry=REGISTRY, validate_formats=True, offline=True
    )  # fmt: skip
