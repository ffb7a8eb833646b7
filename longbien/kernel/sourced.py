"""Data read from a file, with the line of every part of it, so that a fault can be named where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text

Path_ = tuple[str | int, ...]

MOST_BYTES = 5_000_000  # about a minute of reading; the largest file of a hub has a hundredth of it


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
    """Read YAML from bytes. Only plain data: no tags, no repeated collections, no doubled keys, no half characters."""
    if len(source) > MOST_BYTES:
        raise Unreadable(Fault(f"{named}:1", _broken(f"larger than {MOST_BYTES // 1_000_000} MB")))
    reader = _Reader()
    try:
        node = yaml.compose(source.decode("utf-8"), Loader=yaml.SafeLoader)
        data = None if node is None else reader.read(node, ())
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1
        raise Unreadable(Fault(f"{named}:{line}", _broken("UTF-8"))) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Unreadable(Fault(f"{named}:{mark.line + 1 if mark else 1}", _broken(str(error.problem)))) from error
    except yaml.reader.ReaderError as error:
        line = source.decode("utf-8")[: error.position].count("\n") + 1
        raise Unreadable(Fault(f"{named}:{line}", _broken(str(error.reason)))) from error
    except RecursionError as error:
        raise Unreadable(Fault(f"{named}:1", _broken("nested too deeply"))) from error
    return Sourced(named, data, reader.lines)


def _broken(problem: str) -> Text:
    return Text.of(vi=f"Không đọc được tệp: {problem}.", en=f"The file can't be read: {problem}.")


class _Reader:
    """Builds plain data from YAML nodes and notes the line of each part."""

    def __init__(self) -> None:
        self.lines: dict[Path_, int] = {}
        self._loader = yaml.SafeLoader("")
        self._collections: set[int] = set()

    def read(self, node: yaml.Node, path: Path_) -> Any:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if id(node) in self._collections:
            # A few aliases of aliases would unfold into millions of parts.
            raise _fault(node, "an alias repeats a list or a map: write it out")
        if node.tag not in ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"):
            raise _fault(node, f"“{node.tag}” is no plain data")
        self._collections.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        return [self.read(item, (*path, n)) for n, item in enumerate(node.value)]

    def _mapping(self, node: yaml.MappingNode, path: Path_) -> dict[str, Any]:
        built: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise _fault(key_node, "a key must be one word")
            key = key_node.value
            if key in built:
                raise _fault(key_node, f"“{key}” stands twice")
            self.lines[(*path, key)] = key_node.start_mark.line + 1
            built[key] = self.read(value_node, (*path, key))
        return built

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        try:
            value = self._loader.construct_object(node, deep=True)
            if isinstance(value, bytes | datetime):
                raise _fault(node, f"“{node.tag}” is no plain data")
            # JSON writes rarer letters as two halves (RFC 8259 §7); a half alone is no letter.
            return value.encode("utf-16", "surrogatepass").decode("utf-16") if isinstance(value, str) else value
        except UnicodeDecodeError as error:
            raise _fault(node, "it holds half a letter (a lone surrogate)") from error
        except ValueError as error:  # such as 2026-02-30, which reads as a date
            raise _fault(node, str(error)) from error


def _fault(node: yaml.Node, problem: str) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)
