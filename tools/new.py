"""Start a new part of a hub: `make new kind=procedure name=lab-visit`; what it writes passes the checks."""

import os
import re
import sys
from pathlib import Path

from longbien.procedures.rules.authoring.starter import starter
from longbien.trials.kinds.starter import starter as kind_starter


def languages_of(hub: Path) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z]+", re.search(r"^languages: \[(.*)\]", (hub / "hub.yaml").read_text(), re.M)[1]))


def new_procedure(hub: Path, name: str) -> dict[Path, str]:
    country = re.search(r"^country: (\w+)", (hub / "hub.yaml").read_text(), re.M)[1]
    texts = starter(hub.name, name, country, languages_of(hub))
    return {
        hub / f"procedures/{name}.yaml": texts.procedure,
        hub / f"procedures/samples/{name}.yaml": texts.samples,
        **{hub / f"procedures/{file}": content for file, content in texts.forms.items()},
    }


def new_trial(hub: Path, name: str) -> dict[Path, str]:
    return {hub / f"kinds/{name}.yaml": kind_starter(name, languages_of(hub))}


MAKERS = {
    "procedure": (new_procedure, ".venv/bin/longbien procedure lint {hub}/procedures/{name}.yaml"),
    "trial": (new_trial, ".venv/bin/longbien kind check {hub}/kinds/{name}.yaml"),
}


def main(kind: str, name: str) -> None:
    if kind not in MAKERS or not re.fullmatch(r"[a-z][a-z0-9-]{2,60}", name):
        sys.exit(f"usage: make new kind={'|'.join(MAKERS)} name=lower-case-words")
    hub = Path(os.environ.get("HUB", "hubs/hanoi"))
    make, then = MAKERS[kind]
    files = make(hub, name)
    for path in files:
        if path.exists():
            sys.exit(f"{path} exists already; choose another name or edit it")
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
        print(f"wrote {path}")
    print(f"Now edit them, and run: {then.format(hub=hub, name=name)}")


if __name__ == "__main__":
    main(*[*sys.argv[1:], "", ""][:2])
