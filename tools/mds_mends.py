"""Faults of the published MDS OpenAPI documents, mended in a copy. Usage: mds_mends.py FOLDER COPY.

What is mended, and nothing else:

1. `contains: [a, b]` is no JSON Schema (it needs a schema, not a list): `contains: {enum: [a, b]}`.
2. An object is to fit exactly one of the modes (`oneOf`), but an event such as `located`, or a vehicle without
   attributes, is a proper one of several: `anyOf`.
3. A failure repeats the `item` that was wrong, and the schema wants that item to be right: `item` may be anything.
"""

import sys
from pathlib import Path
from typing import Any

import yaml


def mend(node: Any) -> Any:
    """A document, mended."""
    if isinstance(node, list):
        return [mend(one) for one in node]
    if not isinstance(node, dict):
        return node
    mended = {key: mend(one) for key, one in node.items()}
    if isinstance(mended.get("contains"), list):
        mended["contains"] = {"enum": mended["contains"]}
    if any("/modes/" in str(one.get("$ref", "")) for one in node.get("oneOf", ()) if isinstance(one, dict)):
        mended["anyOf"] = mended.pop("oneOf")
    if isinstance(node.get("item"), dict) and "$ref" in node["item"]:
        mended["item"] = {}
    return mended


def main(folder: Path, copy: Path) -> None:
    for path in [*folder.glob("models/**/*.yaml"), *folder.glob("reference/*.yaml")]:
        target = copy / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(yaml.safe_dump(mend(yaml.safe_load(path.read_text())), sort_keys=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
