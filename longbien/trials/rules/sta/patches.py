"""JSON Patch (RFC 6902) on what an entity says: add, replace, remove, test. What copies or moves is not taken."""

import copy
from collections.abc import Mapping
from typing import Any

from longbien.trials.rules.sta.terms import Said, unfit

MOST = 100


def patched(before: Mapping[str, Any], patch: Any) -> Said:
    """What is said after the patch. Refusal 400 when it can't be applied as a whole."""
    if not isinstance(patch, list) or not 1 <= len(patch) <= MOST:
        unfit(f"Cần một danh sách từ 1 đến {MOST} bước.", f"A list of 1 to {MOST} operations is needed.")
    said: Said = copy.deepcopy(dict(before))
    for step in patch:
        try:
            _apply(said, step)
        except (KeyError, IndexError, TypeError, ValueError):
            unfit(f"Không áp dụng được bước: {str(step)[:80]}", f"This can't be applied: {str(step)[:80]}")
    return said


def _apply(said: Any, step: Mapping[str, Any]) -> None:
    root, *keys = step["path"].split("/")
    if root or not keys:
        raise ValueError("a pointer begins with a slash")
    *way, last = (key.replace("~1", "/").replace("~0", "~") for key in keys)
    for key in way:
        said = said[int(key) if isinstance(said, list) else key]
    if isinstance(said, list):
        _in_list(said, step, last)
    else:
        _in_object(said, step, last)


def _in_object(said: Any, step: Mapping[str, Any], last: str) -> None:
    if step["op"] == "add":
        said[last] = step["value"]
    elif step["op"] == "remove":
        del said[last]
    elif step["op"] == "replace":
        said[last] = (said[last], step["value"])[1]
    elif step["op"] != "test" or said[last] != step["value"]:
        raise ValueError("an operation that is not taken, or a test that failed")


def _in_list(said: list[Any], step: Mapping[str, Any], last: str) -> None:
    if step["op"] == "add":
        said.insert(len(said) if last == "-" else _index(last, len(said) + 1), step["value"])
        return
    at = _index(last, len(said))
    if step["op"] == "remove":
        del said[at]
    elif step["op"] == "replace":
        said[at] = step["value"]
    elif step["op"] != "test" or said[at] != step["value"]:
        raise ValueError("an operation that is not taken, or a test that failed")


def _index(written: str, size: int) -> int:
    at = int(written)
    if not 0 <= at < size:
        raise IndexError(at)
    return at
