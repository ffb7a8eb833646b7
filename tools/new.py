"""Start a new part of a hub: `make new kind=procedure name=lab-visit`; what it writes passes the checks."""

import os
import re
import sys
from pathlib import Path

PROCEDURE = """\
procedure: {hub}.{name}
version: 1
title: {{{titles}}}
service: {{type: "cpsv:PublicService", output: {name}, basis: hub-rule, channels: [web]}}
calendar: {country}
roles: {{applicant: case.owner, officer: group:programme-officer}}
forms: {{request: forms/{name}.schema.json}}
states:
  draft: {{title: {{{draft}}}, edit: [applicant]}}
  checking: {{title: {{{checking}}}, sla: {{within: 3wd, late: [notify officer]}}}}
  done: {{title: {{{done}}}, final: true}}
  refused: {{title: {{{refused}}}, final: true}}
actions:
  submit:
    {{title: {{{submit}}}, from: draft, to: checking, by: applicant, form: request, do: [receipt, notify officer]}}
  accept: {{title: {{{accept}}}, from: checking, to: done, by: officer, require: [reason], do: [notify applicant]}}
  refuse: {{title: {{{refuse}}}, from: checking, to: refused, by: officer, require: [reason], do: [notify applicant]}}
"""

SCHEMA = """\
{{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "required": ["summary"],
  "additionalProperties": false,
  "properties": {{
    "summary": {{"type": "string", "minLength": 1, "maxLength": 2000, "x-title": {{{title}}}, "x-kind": "longtext"}}
  }}
}}
"""

WORDS = {
    "vi": {
        "titles": "Dịch vụ mới", "draft": "Bản nháp", "checking": "Đang kiểm tra", "done": "Đã chấp thuận",
        "refused": "Đã từ chối", "submit": "Nộp", "accept": "Chấp thuận", "refuse": "Từ chối",
        "title": "Nội dung đề nghị",
    },
    "en": {
        "titles": "New service", "draft": "Draft", "checking": "Being checked", "done": "Accepted",
        "refused": "Refused", "submit": "Submit", "accept": "Accept", "refuse": "Refuse", "title": "What you ask for",
    },
}  # fmt: skip


def said(key: str, languages: list[str], quote: str = "") -> str:
    return ", ".join(f"{quote}{code}{quote}: {quote}{WORDS[code][key]}{quote}" for code in languages)


def new_procedure(hub: Path, name: str) -> list[Path]:
    text = (hub / "hub.yaml").read_text()
    languages = [code for code in re.search(r"^languages: \[(.*)\]", text, re.M)[1].split(", ") if code in WORDS]
    country = re.search(r"^country: (\w+)", text, re.M)[1]
    words = {key: said(key, languages) for key in WORDS["en"]}
    files = {
        hub / f"procedures/{name}.yaml": PROCEDURE.format(hub=hub.name, name=name, country=country, **words),
        hub / f"procedures/forms/{name}.schema.json": SCHEMA.format(title=said("title", languages, '"')),
    }
    for path, content in files.items():
        if path.exists():
            sys.exit(f"{path} exists already; choose another name or edit it")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return list(files)


def main(kind: str, name: str) -> None:
    makers = {"procedure": new_procedure}
    if kind not in makers or not re.fullmatch(r"[a-z][a-z0-9-]{2,60}", name):
        sys.exit(f"usage: make new kind={'|'.join(makers)} name=lower-case-words")
    for path in makers[kind](Path(os.environ.get("HUB", "hubs/hanoi")), name):
        print(f"wrote {path}")
    print("Now edit them, and run: longbien procedure lint", f"hubs/*/procedures/{name}.yaml")


if __name__ == "__main__":
    main(*[*sys.argv[1:], "", ""][:2])
