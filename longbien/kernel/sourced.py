"""Data read from a file, with the line of every part of it, so that a fault can be named where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class Sourced:
    """`data` as read from `file`; `lines` maps the path of each part (`("states", "draft")`) to its line, from 1."""

    file: str
    data: Any
    lines: Mapping[Path_, int]

    def line(self, path: Path_) -> int:
        """The line of `path`, or of the nearest part around it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def fault(self, path: Path_, what: Text) -> Fault:
        return Fault(f"{self.file}:{self.line(path)}", what)


class Unreadable(ValueError):
    """The file is no YAML (or JSON, which is YAML too); holds the one fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault.where}: {fault.what}")
        self.fault = fault


def read_yaml(path: Path, *, named: str | None = None) -> Sourced:
    """Read a YAML file. Unreadable names the line: broken syntax, a doubled key, bytes that are not UTF-8."""
    return parse_yaml(path.read_bytes(), named=named or str(path))


def parse_yaml(source: bytes, *, named: str) -> Sourced:
    """Read YAML from bytes. Only plain data: no tags, no anchors that grow, no doubled keys."""
    lines: dict[Path_, int] = {}
    try:
        node = yaml.compose(source.decode("utf-8"), Loader=yaml.SafeLoader)
        data = None if node is None else _build(node, (), lines, yaml.SafeLoader(""))
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1
        raise Unreadable(Fault(f"{named}:{line}", _broken("UTF-8"))) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Unreadable(Fault(f"{named}:{mark.line + 1 if mark else 1}", _broken(str(error.problem)))) from error
    except (yaml.YAMLError, ValueError) as error:
        raise Unreadable(Fault(f"{named}:1", _broken(str(error)))) from error
    return Sourced(named, data, lines)


def _broken(problem: str) -> Text:
    return Text.of(vi=f"Không đọc được tệp: {problem}.", en=f"The file can't be read: {problem}.")


def _build(node: yaml.Node, path: Path_, lines: dict[Path_, int], loader: yaml.SafeLoader) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        built: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in built:
                raise yaml.MarkedYAMLError(problem=f"“{key}” stands twice", problem_mark=key_node.start_mark)
            lines[(*path, key)] = key_node.start_mark.line + 1
            built[key] = _build(value_node, (*path, key), lines, loader)
        return built
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, (*path, n), lines, loader) for n, item in enumerate(node.value)]
    try:
        return loader.construct_object(node, deep=True)
    except ValueError as error:  # such as 2026-02-30, which reads as a date
        raise yaml.MarkedYAMLError(problem=str(error), problem_mark=node.start_mark) from error
