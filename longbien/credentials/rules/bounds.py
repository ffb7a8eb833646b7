"""What any document may be before it is looked at more closely: small, shallow, and without what JSON-LD would drop.

A signature covers the RDF that JSON-LD makes of a document. What gets lost on that way (null, unknown keywords, a term
whose meaning a context takes away) would stand in the document unsigned, so it is refused.
"""

import re
from collections.abc import Iterator
from typing import Any

from longbien.credentials.rules.wording import wrong
from longbien.kernel.plain import LARGEST
from longbien.kernel.refusal import Fault

LONGEST_BYTES = 100_000
DEEPEST, MOST_VALUES = 24, 4_000
# RDF writes other control characters in more than one way.
CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
KEYWORDS = frozenset({"@context", "@id", "@type", "@value", "@language", "@direction"})
ODD = ("số này không đọc được như nhau ở mọi nơi", "not everybody reads this number alike")
TAKEN = ("ngữ cảnh không được xoá nghĩa của từ", "a context must not take meaning away")
# Of an inline context: what would change where things stand or what they are called.
FORBIDDEN = frozenset({"@base", "@import", "@propagate", "@included", "@nest"})


def faults_in_document(document: Any) -> tuple[Fault, ...]:
    """The first faults of a document; the rest is not worth looking at then."""
    if not isinstance(document, dict):
        return (wrong("", vi="không phải một đối tượng JSON", en="not a JSON object"),)
    budget = [MOST_VALUES]
    for fault in _faults(document, "", 1, budget):
        return (fault,)
    return ()


def _is_odd(value: Any) -> bool:
    """Numbers beyond ±(2^53 - 1), infinite ones, and what is no number at all."""
    return isinstance(value, int | float) and not -LARGEST <= value <= LARGEST


def _faults(value: Any, where: str, depth: int, budget: list[int]) -> Iterator[Fault]:
    budget[0] -= 1
    if depth > DEEPEST or budget[0] < 0:
        yield wrong(where, vi="tài liệu quá lớn hoặc quá nhiều tầng", en="the document is too large or too deep")
    elif isinstance(value, dict):
        yield from _faults_in_object(value, where, depth, budget)
    elif isinstance(value, list):
        for n, item in enumerate(value):
            yield from _faults(item, f"{where}/{n}", depth + 1, budget)
    elif value is None:
        yield wrong(where, vi="không được để null", en="null is not allowed")
    elif _is_odd(value):
        yield wrong(where, *ODD)
    elif isinstance(value, str) and CONTROL.search(value):
        yield wrong(where, vi="có ký tự điều khiển", en="holds a control character")


def _faults_in_object(value: dict[str, Any], where: str, depth: int, budget: list[int]) -> Iterator[Fault]:
    for key, item in value.items():
        place = f"{where}/{key}"
        if key == "@context":
            yield from _faults_in_contexts(item, place, depth, budget)
        elif key.startswith("@") and key not in KEYWORDS:
            yield wrong(place, vi=f"không nhận từ khoá “{key}”", en=f"the keyword “{key}” is not allowed")
        elif key in ("@language", "@direction") and "@value" not in value:
            yield wrong(place, vi=f"“{key}” phải đi cùng “@value”", en=f"“{key}” needs a “@value” beside it")
        elif CONTROL.search(key):
            yield wrong(where, vi="tên có ký tự điều khiển", en="a name holds a control character")
        else:
            yield from _faults(item, place, depth + 1, budget)


def _faults_in_contexts(value: Any, where: str, depth: int, budget: list[int]) -> Iterator[Fault]:
    for n, one in enumerate(value if isinstance(value, list) else [value]):
        if isinstance(one, dict):
            yield from _faults_in_terms(one, f"{where}/{n}", depth + 1, budget)
        elif not isinstance(one, str):
            yield wrong(f"{where}/{n}", vi="phải là địa chỉ hoặc đối tượng", en="must be an address or an object")


def _faults_in_terms(value: Any, where: str, depth: int, budget: list[int]) -> Iterator[Fault]:
    """An inline context may add terms; it may not take meaning away, nor move what is relative."""
    budget[0] -= 1
    if depth > DEEPEST or budget[0] < 0:
        yield wrong(where, vi="ngữ cảnh quá lớn", en="the context is too large")
    elif value is None or _is_odd(value):
        yield wrong(where, *(TAKEN if value is None else ODD))
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in FORBIDDEN:
                yield wrong(f"{where}/{key}", vi=f"không nhận “{key}”", en=f"“{key}” is not allowed")
            yield from _faults_in_terms(item, f"{where}/{key}", depth + 1, budget)
    elif isinstance(value, list):
        for n, item in enumerate(value):
            yield from _faults_in_terms(item, f"{where}/{n}", depth + 1, budget)
