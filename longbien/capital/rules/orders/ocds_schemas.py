"""The standard's own schemas, from wherever they lie: a package against the schema of its kind."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import jsonschema_rs

from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text

Kind = Literal["release", "record"]


@dataclass(frozen=True)
class Schemas:
    """A validator of release packages, and one of record packages."""

    by_kind: Mapping[Kind, jsonschema_rs.Validator]

    @classmethod
    def of(cls, sources: Iterable[bytes]) -> "Schemas":
        """From the bytes of the standard's `*-schema.json`; nothing is fetched from anywhere. KeyError without those of
        both packages."""
        schemas = {one["id"].rpartition("/")[2]: one for one in map(json.loads, sources) if "id" in one}
        registry = jsonschema_rs.Registry([(one["id"], one) for one in schemas.values()])
        kinds: tuple[Kind, Kind] = ("release", "record")
        return cls(
            {
                kind: jsonschema_rs.validator_for(
                    schemas[f"{kind}-package-schema.json"], registry=registry, offline=True, validate_formats=True
                )
                for kind in kinds
            }
        )

    def faults(self, kind: Kind, package: Any) -> Iterator[Fault]:
        """What is not as the standard wants it: the place, and what its schema says (in English)."""
        for error in self.by_kind[kind].iter_errors(package):
            said = Text.of(vi=f"sai lược đồ: {error.message}", en=f"does not fit its schema: {error.message}")
            yield Fault("/".join(map(str, error.instance_path)), said)
