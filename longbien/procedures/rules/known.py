"""What the hub and the other rooms offer to procedures, handed to the rules as plain names."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Known:
    """Names a procedure may use. `subjects` are the types of things that a case may be about; `registers` the facts
    that the house holds about whoever files; `has_wards` whether an address can be looked up here; `reserved` maps
    `procedure:action` to the governing body that alone decides it; `deciding` are the effects that no applicant has
    happen."""

    languages: tuple[str, ...]
    country: str
    stages: frozenset[str]
    groups: frozenset[str]
    bodies: frozenset[str]
    effects: frozenset[str]
    matchers: frozenset[str]
    choices: frozenset[str]
    subjects: frozenset[str]
    currency: str = ""
    reserved: Mapping[str, str] = field(default_factory=dict)
    registers: frozenset[str] = frozenset()
    has_wards: bool = False
    deciding: frozenset[str] = frozenset()
    fitters: frozenset[str] = frozenset()
