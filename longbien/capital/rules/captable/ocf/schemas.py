"""The format's own schemas, from wherever they lie: every object against the schema of its type."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import jsonschema_rs

from longbien.capital.rules.captable.ocf.package import MANIFEST, Package, fault
from longbien.kernel.refusal import Fault

MANIFEST_TYPE = "OCF_MANIFEST_FILE"


@dataclass(frozen=True)
class Schemas:
    """A validator by object type, and one of the manifest."""

    by_type: Mapping[str, jsonschema_rs.Validator]

    @classmethod
    def of(cls, sources: Iterable[bytes]) -> "Schemas":
        """From the bytes of every `*.schema.json` of the format; nothing is fetched from anywhere."""
        schemas = [json.loads(source) for source in sources]
        registry = jsonschema_rs.Registry([(one["$id"], one) for one in schemas])
        found = {}
        for one in schemas:
            for name in _types(one.get("properties", {})):
                found[name] = jsonschema_rs.validator_for(one, registry=registry, offline=True)
        return cls(found)

    def faults(self, package: Package) -> Iterator[Fault]:
        """What is not as the format wants it: the file, the place in it, and what its schema says (in English)."""
        yield from self._of(MANIFEST_TYPE, package.manifest, MANIFEST)
        for file in package.files:
            for place, item in enumerate(file.items):
                yield from self._of(item["object_type"], item, f"{file.path}/items/{place}")

    def _of(self, name: str, data: Any, where: str) -> Iterator[Fault]:
        validator = self.by_type.get(name)
        if validator is None:
            yield fault(where, f"không có loại {name} trong định dạng này", f"the format has no type {name}")
            return
        for error in validator.iter_errors(data):
            at = "/".join([where, *map(str, error.instance_path)])
            yield fault(at, f"sai lược đồ: {error.message}", f"does not fit its schema: {error.message}")


def _types(properties: Mapping[str, Any]) -> list[str]:
    """The types of object (or the kind of file) that a schema is of; several where a type was renamed."""
    said = properties.get("object_type") or properties.get("file_type") or {}
    return [said["const"]] if "const" in said else list(said.get("enum", ()))
