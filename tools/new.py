"""Start a new part of a hub: `make new kind=procedure name=lab-visit`; what it writes passes the checks."""

import os
import re
import sys
from pathlib import Path

from longbien.procedures.rules.authoring.starter import starter


def new_procedure(hub: Path, name: str) -> list[Path]:
    text = (hub / "hub.yaml").read_text()
    languages = tuple(re.findall(r"[a-z]+", re.search(r"^languages: \[(.*)\]", text, re.M)[1]))
    country = re.search(r"^country: (\w+)", text, re.M)[1]
    texts = starter(hub.name, name, country, languages)
    files = {
        hub / f"procedures/{name}.yaml": texts.procedure,
        hub / f"procedures/samples/{name}.yaml": texts.samples,
        **{hub / f"procedures/{file}": content for file, content in texts.forms.items()},
    }
    for path in files:
        if path.exists():
            sys.exit(f"{path} exists already; choose another name or edit it")
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return list(files)


def main(kind: str, name: str) -> None:
    makers = {"procedure": new_procedure}
    if kind not in makers or not re.fullmatch(r"[a-z][a-z0-9-]{2,60}", name):
        sys.exit(f"usage: make new kind={'|'.join(makers)} name=lower-case-words")
    hub = Path(os.environ.get("HUB", "hubs/hanoi"))
    for path in makers[kind](hub, name):
        print(f"wrote {path}")
    print(f"Now edit them, and run: .venv/bin/longbien procedure lint {hub}/procedures/{name}.yaml")


if __name__ == "__main__":
    main(*[*sys.argv[1:], "", ""][:2])
