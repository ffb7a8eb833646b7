"""Registers: facts that the house holds about a person or an organisation, so that no form has to ask for them again.

A room that holds one says so at start-up:

    @register("organisation.tax_code", Text.of(vi="Sổ đăng ký doanh nghiệp", en="Register of companies"))
    def tax_code(filer: Filer) -> Fact | None: …
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from longbien.kernel.text import Text


@dataclass(frozen=True)
class Filer:
    """Who files: a person, in the name of an organisation."""

    person_id: UUID
    organisation_id: UUID


@dataclass(frozen=True)
class Fact:
    """What a register says: a JSON value, and since when it has said so, if it knows."""

    value: Any
    as_of: datetime | None = None


@dataclass(frozen=True)
class Known:
    """A fact together with the register it stands in, by key and by name."""

    register: str
    source: Text
    value: Any
    as_of: datetime | None


Reader = Callable[[Filer], Fact | None]
R = TypeVar("R", bound=Reader)

_readers: dict[str, tuple[Text, Reader]] = {}


def register(key: str, source: Text) -> Callable[[R], R]:
    """Decorator over `reader(filer)`, for the fact that forms call `key` (`x-once: organisation.name`)."""

    def add(reader: R) -> R:
        if key in _readers:
            raise RuntimeError(f"two registers hold {key}")
        _readers[key] = source, reader
        return reader

    return add


def register_keys() -> frozenset[str]:
    return frozenset(_readers)


def known(key: str, filer: Filer) -> Known | None:
    """What the register says about whoever files; None when it says nothing, or is not kept here."""
    if key not in _readers:
        return None
    source, reader = _readers[key]
    fact = reader(filer)
    return Known(key, source, fact.value, fact.as_of) if fact and fact.value not in (None, "") else None
