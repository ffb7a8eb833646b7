"""The form that a new service begins with: a question in words and one for a number."""

import json
from typing import Any

from longbien.procedures.rules.authoring.starter.words import said


def form(languages: tuple[str, ...]) -> str:
    return json.dumps(_schema(languages), ensure_ascii=False, indent=2) + "\n"


def _schema(languages: tuple[str, ...]) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": ["summary", "amount"],
        "additionalProperties": False,
        "properties": {
            "summary": {
                "type": "string",
                "minLength": 1,
                "maxLength": 2000,
                "x-kind": "longtext",
                "x-title": said("question", languages),
                "x-hint": said("hint", languages),
            },
            "amount": {"type": "integer", "minimum": 1, "maximum": 1000, "x-title": said("amount", languages)},
        },
    }
