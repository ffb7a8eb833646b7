"""What was on the page when somebody looked: a mark of every answer, to tell later which of them changed."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

LENGTH = 16


def marks_of(data: Mapping[str, Any]) -> str:
    """`size:6b86b273ff34fce1 title:…`, one mark an answer."""
    return " ".join(f"{name}:{mark_of(value)}" for name, value in sorted(data.items()))


def changed_since(marks: str, data: Mapping[str, Any]) -> frozenset[str]:
    """The questions that are answered otherwise now, newly answered, or no longer answered."""
    then = marks_in(marks)
    now = {name: mark_of(value) for name, value in data.items()}
    return frozenset(name for name in then.keys() | now.keys() if then.get(name) != now.get(name))


def marks_in(marks: str) -> dict[str, str]:
    """The mark of each question."""
    return dict(mark.partition(":")[::2] for mark in marks.split())


def mark_of(value: Any) -> str:
    written = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]
