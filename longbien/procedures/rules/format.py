"""The shape of a procedure file as JSON Schema 2020-12; what the names in it mean is checked by `lint`."""

import re
from typing import Any

from longbien.procedures.rules.deadlines import WRITTEN

NAME_LIKE = re.compile(r"[\w.\-]+", re.ASCII)
NAME = {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,59}$"}
WORDS = {"type": "string", "minLength": 1}
# A text shows at least one letter: what is only blank is none.
SHOWN = {**WORDS, "pattern": r"^$|[^\s\x00-\x20]"}
CALLS: dict[str, Any] = {"type": "array", "items": {"type": "string", "pattern": r"^[a-z][a-z0-9_.\-]*( [\w.:\-]+)*$"}}
NAMES = {"anyOf": [NAME, {"type": "array", "items": NAME, "minItems": 1, "uniqueItems": True}]}
SPAN = {"type": "string", "pattern": f"^{WRITTEN.pattern}$"}
COI = ("same-org", "same-team", "declared")
BODY = {"type": "string", "pattern": r"^[a-z][a-z0-9.\-]*$"}

ROLE = r"^(case\.owner|(group|assigned|body):[a-z][a-z0-9_\-]*)$"
CODE = r"^[a-z][a-z0-9]*(\.[a-z][a-z0-9\-]*)+$"


def format_schema(languages: tuple[str, ...]) -> dict[str, Any]:
    """The schema of a procedure file in a hub of these languages."""
    text = {"$ref": "#/$defs/text"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": {"text": _text(languages)},
        **an_object(
            required=("procedure", "version", "title", "service", "roles", "states", "actions"),
            procedure={"type": "string", "pattern": CODE, "maxLength": 80},
            version={"type": "integer", "minimum": 1},
            title=text,
            service=_service(text),
            calendar=WORDS,
            about={"anyOf": [BODY, an_object(required=("type",), type=BODY, required_={"type": "boolean"})]},
            roles=_map({"type": "string", "pattern": ROLE}),
            forms=_map({"type": "string", "pattern": r"^forms/[A-Za-z0-9_\-]+\.schema\.json$"}),
            facts=_map({"anyOf": [WORDS, an_object(("rule", "title"), rule=WORDS, title=text)]}),
            decisions=_map(
                {
                    "type": "array",
                    "minItems": 1,
                    "items": an_object(("when", "result"), when=WORDS, result=WORDS, why=text),
                }
            ),
            states=_map(_state(text)),
            actions=_map(_action(text)),
            letters=_map({"type": "string", "pattern": r"^letters/[A-Za-z0-9_\-]+\.typ$"}),
            migrate=_migrate(),
        ),
    }


def an_object(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    """An object with these keys and no others. A trailing underscore keeps a key apart from the argument `required`."""
    named = {name.rstrip("_"): schema for name, schema in properties.items()}
    return {"type": "object", "required": list(required), "properties": named, "additionalProperties": False}


def _map(values: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "propertyNames": NAME, "additionalProperties": values}


def _text(languages: tuple[str, ...]) -> dict[str, Any]:
    by_language = an_object(languages, **dict.fromkeys(languages, SHOWN))
    return {"anyOf": [SHOWN, by_language]} if len(languages) == 1 else by_language


def _service(text: dict[str, Any]) -> dict[str, Any]:
    named = {"anyOf": [WORDS, text]}
    law = an_object(("source",), source=named, locator=named, verified={"type": "boolean"}, as_of=WORDS)
    return an_object(
        ("type", "output"),
        type=WORDS,
        output=WORDS,
        summary=text,
        who=text,
        legal_basis={"type": "array", "minItems": 1, "items": law},
        basis={"const": "hub-rule"},
        channels={"type": "array", "items": {"enum": ["web", "one-stop", "post", "telephone"]}},
        until={"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        instead=text,
    )


def _state(text: dict[str, Any]) -> dict[str, Any]:
    sla = an_object(("within",), within=SPAN, late=CALLS, then=NAME)
    task = an_object(
        ("count", "by", "form"),
        title=text,
        count={"type": "integer", "minimum": 1, "maximum": 20},
        by=NAME,
        form=NAME,
        assign={"type": "string", "pattern": r"^(group:)?[a-z][a-z0-9_.\-]*$"},
        coi={"type": "array", "items": {"enum": list(COI)}, "uniqueItems": True},
        within=SPAN,
    )
    handoff = an_object(("to",), to=text, url={"type": "string", "pattern": r"^https://\S+$"})
    code = {"type": "string", "pattern": CODE}
    appeal = an_object(("procedure", "within", "reopen"), procedure=code, within=SPAN, reopen=NAME)
    shape = an_object(
        title=text, next=text, stage=WORDS, edit=NAMES, sla=sla, clock={"enum": ["run", "stop"]}, tasks=_map(task),
        final={"type": "boolean"}, silence={"enum": ["approval", "refusal"]}, children=_map(code), handoff=handoff,
        appeal=appeal,
    )  # fmt: skip
    return {**shape, "type": ["object", "null"]}


def _action(text: dict[str, Any]) -> dict[str, Any]:
    guard = {"anyOf": [WORDS, an_object(("rule",), rule=WORDS, why=text)]}
    reason = an_object(title=text, hint=text, wording={"type": "array", "items": text, "minItems": 1, "maxItems": 20})
    money = an_object(("minor", "currency"), minor={"type": "string", "pattern": "^[0-9]+$"}, currency=WORDS)
    return an_object(
        ("from", "to", "by"),
        title=text,
        hint=text,
        from_=NAMES,
        to=NAME,
        by=NAMES,
        form=NAME,
        readers={"enum": ["all", "office-first", "office"]},
        guard=guard,
        require={"type": "array", "items": {"enum": ["reason", "signature"]}, "uniqueItems": True},
        reason=reason,
        do=CALLS,
        quorum={"type": "integer", "minimum": 2, "maximum": 50},
        four_eyes=NAMES,
        fee=money,
        auto={"type": "boolean"},
    )


def _migrate() -> dict[str, Any]:
    """A draft may always go over; a case that was sent only where it fits; a closed case never."""
    return an_object(
        ("from",),
        from_={"type": "integer", "minimum": 1},
        map=_map(NAME),
        drafts={"enum": ["auto", "if-compatible", "never"]},
        open={"enum": ["if-compatible", "never"]},
        final={"const": "never"},
    )
