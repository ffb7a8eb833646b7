"""Data read from a file, with the line of every part of it, so that a fault can be named where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from longbien.kernel.refusal import Fault
from longbien.kernel.sourced.composing import compose
from longbien.kernel.sourced.misread import misread
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
        most = MOST_BYTES // 1_000_000
        raise Unreadable(Fault(f"{named}:1", _broken(_said(f"lớn hơn {most} MB", f"larger than {most} MB"))))
    reader = _Reader()
    try:
        node = compose(source.decode("utf-8"))
        data = None if node is None else reader.read(node, ())
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1
        raise Unreadable(Fault(f"{named}:{line}", _broken(NOT_UTF8))) from error
    except _Wrong as error:
        raise Unreadable(Fault(f"{named}:{error.line}", _broken(error.what))) from error
    except yaml.MarkedYAMLError as error:
        line, what = misread(error, [*source.decode("utf-8").splitlines(), ""])
        raise Unreadable(Fault(f"{named}:{line}", _broken(what))) from error
    except yaml.reader.ReaderError as error:
        line = source.decode("utf-8")[: error.position].count("\n") + 1
        raise Unreadable(Fault(f"{named}:{line}", _broken(_said(str(error.reason), str(error.reason))))) from error
    except RecursionError as error:
        raise Unreadable(Fault(f"{named}:1", _broken(_said("lồng quá sâu", "nested too deeply")))) from error
    return Sourced(named, data, reader.lines)


NOT_UTF8 = Text.of(
    vi="các chữ không được lưu theo UTF-8: hãy lưu lại tệp với mã UTF-8",
    en="its letters are not written in UTF-8: save the file as UTF-8",
)
REPEATED = Text.of(
    vi="ký hiệu * lặp lại cả một danh sách hoặc bảng: hãy viết ra", en="an alias repeats a list or a map: write it out"
)
HALF = Text.of(vi="có nửa một chữ (lone surrogate)", en="it holds half a letter (a lone surrogate)")


def _said(vi: str, en: str) -> Text:
    return Text.of(vi=vi, en=en)


def _broken(what: Text) -> Text:
    return _said(f"Không đọc được tệp: {what['vi']}.", f"The file can't be read: {what['en']}.")


class _Wrong(Exception):
    """What a node holds is no plain data."""

    def __init__(self, node: yaml.Node, what: Text) -> None:
        super().__init__(str(what))
        self.line, self.what = node.start_mark.line + 1, what


def _no_data(node: yaml.Node) -> _Wrong:
    tag = f"“{node.tag}”"
    return _Wrong(node, _said(f"{tag} không phải dữ liệu thường", f"{tag} is no plain data"))


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
            raise _Wrong(node, REPEATED)
        if node.tag not in ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"):
            raise _no_data(node)
        self._collections.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        return [self.read(item, (*path, n)) for n, item in enumerate(node.value)]

    def _mapping(self, node: yaml.MappingNode, path: Path_) -> dict[str, Any]:
        built: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise _Wrong(key_node, _said("tên mục phải là một từ", "a key must be one word"))
            key = key_node.value
            if key in built:
                raise _Wrong(
                    key_node,
                    _said(f"“{key}” viết hai lần: hãy bỏ bớt hoặc đổi tên một chỗ", f"“{key}” stands twice: keep one"),
                )
            self.lines[(*path, key)] = key_node.start_mark.line + 1
            built[key] = self.read(value_node, (*path, key))
        return built

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        try:
            value = self._loader.construct_object(node, deep=True)
            if isinstance(value, bytes | datetime):
                raise _no_data(node)
            # JSON writes rarer letters as two halves (RFC 8259 §7); a half alone is no letter.
            return value.encode("utf-16", "surrogatepass").decode("utf-16") if isinstance(value, str) else value
        except UnicodeDecodeError as error:
            raise _Wrong(node, HALF) from error
        except ValueError as error:  # such as 2026-02-30, which reads as a date
            what = _said(
                f"“{node.value}” trông như ngày hay số mà không có thật; nếu là chữ, hãy đặt trong ngoặc kép",
                f"“{node.value}” looks like a date or a number that does not exist; if it is text, put it in quotes",
            )
            raise _Wrong(node, what) from error
