"""What a new service begins with: a small procedure in order, its form and sample cases, in every language of the hub.

Every line that a clerk will want to change says so beside it. The file passes lint as it is, and its samples go well.
"""

import json
import re
from collections.abc import Mapping
from string import Template
from typing import Any

from longbien.procedures.rules.authoring.texts import Texts

NAME = re.compile(r"[a-z][a-z0-9\-]{2,60}")

PROCEDURE = Template("""\
# One public service. Change what stands right of a colon; keep the spaces at the beginning of a line.
# Every key is explained in docs/how-to/describe-a-service.md.
procedure: $code
version: 1                       # once published it never changes: raise the number to change the service
title: $title                   # change it first: nothing with this title is published
service:
  type: cpsv:PublicService
  output: $name                  # what comes of it: one short code
  summary: $summary
  who: $who
  basis: hub-rule                # or legal_basis: [{source: "Name of the law", locator: "Art. 1"}]
  channels: [web]                # web, one-stop, post, telephone
calendar: $country
roles:                           # who takes part
  applicant: case.owner          # the organisation that files the case
  officer: group:programme-officer
forms:
  request: forms/$name.schema.json
states:                          # where a case can stand; the first one is where it begins
  draft:
    title: $draft
    edit: [applicant]
    next: $draft_next
  checking:
    title: $checking
    next: $checking_next
    sla: {within: 3wd, late: [notify officer]}          # three working days; then the officer is told
  more_info:
    title: $more_info
    next: $more_info_next
    edit: [applicant]
    clock: stop                  # the officer's deadline waits meanwhile
    sla: {within: 10wd, then: lapse}
  done: {title: $done, final: true}
  refused: {title: $refused, final: true}
  lapsed: {title: $lapsed, final: true}
actions:                         # what can be done: from where, to where, by whom
  submit:
    title: $submit
    from: draft
    to: checking
    by: applicant
    form: request
    do: [receipt, notify officer]
  ask:
    title: $ask
    from: checking
    to: more_info
    by: officer
    require: [reason]
    do: [notify applicant]
  resubmit:
    title: $resubmit
    from: more_info
    to: checking
    by: applicant
    form: request
    do: [receipt, notify officer]
  accept:
    title: $accept
    from: checking
    to: done
    by: officer
    require: [reason]
    do: [notify applicant]
  refuse:
    title: $refuse
    from: checking
    to: refused
    by: officer
    require: [reason]
    do: [notify applicant]
  lapse: {title: $lapse, from: more_info, to: lapsed, by: system, do: [notify applicant]}
""")

SAMPLES = Template("""\
# Walks through the service, tried by `longbien procedure simulate`, by `longbien hub check` and on the page.
procedure: $code
samples:
  - title: $granted
    steps:
      - {do: submit, by: applicant, with: {summary: "...", amount: 2}, to: checking}
      - {do: accept, by: officer, reason: "...", to: done}
  - title: $asked
    steps:
      - {do: submit, by: applicant, with: {summary: "..."}, refused: form-faults, at: /amount}
      - {do: submit, by: applicant, with: {summary: "...", amount: 2}, to: checking}
      - {do: ask, by: officer, reason: "...", to: more_info}
      - {wait: 11wd, to: lapsed}
""")

WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("Dịch vụ mới", "New service"),
    "summary": ("Dịch vụ này giúp gì, trong một câu.", "What this service is for, in one sentence."),
    "who": ("Ai được nộp hồ sơ.", "Who may apply."),
    "draft": ("Bản nháp", "Draft"),
    "draft_next": ("Điền mẫu và nộp.", "Fill in the form and submit it."),
    "checking": ("Đang kiểm tra", "Being checked"),
    "checking_next": ("Cán bộ kiểm tra hồ sơ.", "An officer checks it."),
    "more_info": ("Chờ bổ sung", "Waiting for more information"),
    "more_info_next": ("Bạn bổ sung điều được hỏi.", "You add what was asked for."),
    "done": ("Đã chấp thuận", "Accepted"),
    "refused": ("Đã từ chối", "Refused"),
    "lapsed": ("Hết hạn bổ sung", "Lapsed"),
    "submit": ("Nộp hồ sơ", "Submit"),
    "ask": ("Yêu cầu bổ sung", "Ask for more information"),
    "resubmit": ("Nộp bổ sung", "Submit again"),
    "accept": ("Chấp thuận", "Accept"),
    "refuse": ("Từ chối", "Refuse"),
    "lapse": ("Đóng do quá hạn", "Close as lapsed"),
    "question": ("Bạn đề nghị điều gì?", "What do you ask for?"),
    "hint": ("Viết như nói, vài câu là đủ.", "Plain words; a few sentences are enough."),
    "amount": ("Bao nhiêu người tham gia?", "How many people take part?"),
    "granted": ("Hồ sơ được chấp thuận", "A case that is accepted"),
    "asked": ("Hồ sơ phải bổ sung rồi quá hạn", "A case that waits for more and lapses"),
}


def starter(hub: str, name: str, country: str, languages: tuple[str, ...]) -> Texts:
    """The texts of a new service of a hub. ValueError for a name that no file and no address can have."""
    if not NAME.fullmatch(name):
        raise ValueError(f"not a good name for a service: {name!r}")
    words = {key: _written(key, languages) for key in WORDS}
    given = {"code": f"{hub}.{name}", "name": name, "country": country, **words}
    form = json.dumps(_form(languages), ensure_ascii=False, indent=2)
    return Texts(PROCEDURE.substitute(given), {f"forms/{name}.schema.json": form + "\n"}, SAMPLES.substitute(given))


# What every service must say in words of its own; the rest of the starter may well stay as it is.
TO_WRITE = {("title",): "title", ("service", "summary"): "summary", ("service", "who"): "who"}


def untouched_parts(data: object) -> tuple[tuple[str, ...], ...]:
    """Where a service still says what every new one begins with."""
    return tuple(path for path, key in TO_WRITE.items() if is_untouched(_at(data, path), key))


def is_untouched(said: object, key: str = "title") -> bool:
    """Whether a text is still that of the starter, in any language."""
    return isinstance(said, Mapping) and any(one in WORDS[key] for one in said.values())


def _at(data: object, path: tuple[str, ...]) -> object:
    for name in path:
        data = data.get(name) if isinstance(data, Mapping) else None
    return data


def _form(languages: tuple[str, ...]) -> dict[str, Any]:
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
                "x-title": _said("question", languages),
                "x-hint": _said("hint", languages),
            },
            "amount": {"type": "integer", "minimum": 1, "maximum": 1000, "x-title": _said("amount", languages)},
        },
    }


def _said(key: str, languages: tuple[str, ...]) -> dict[str, str]:
    """The words in each language of the hub; one that the house does not speak gets the English ones to translate."""
    vi, en = WORDS[key]
    return {language: vi if language == "vi" else en for language in languages}


def _written(key: str, languages: tuple[str, ...]) -> str:
    return (
        "{"
        + ", ".join(f"{code}: {json.dumps(said, ensure_ascii=False)}" for code, said in _said(key, languages).items())
        + "}"
    )
