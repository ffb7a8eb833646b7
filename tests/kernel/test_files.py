"""Data files: plain data, the line of every part, faults that name their line."""

from pathlib import Path

import pytest
import yaml

from longbien.kernel.sourced import Sourced, Unreadable, parse_yaml, read_yaml
from longbien.kernel.sourced.misread import misread
from longbien.kernel.text import Text

FAULTS = yaml.safe_load((Path(__file__).parents[1] / "specs" / "kernel" / "sourced.yaml").read_text())


def fault(source):
    try:
        parse_yaml(source, named="f.yaml")
    except Unreadable as unreadable:
        return unreadable.fault
    return None


@pytest.mark.parametrize("case", FAULTS["cases"], ids=lambda case: repr(case["when"])[:50])
def test_faults(case):
    where, _, problem = case["expect"].partition(" ")
    found = fault(case["when"].encode())
    assert found is None if where == "fine" else (found.where, problem in found.what["en"]) == (where, True)


def test_what_the_reader_says_and_nobody_foresaw_is_passed_on():
    assert misread(yaml.MarkedYAMLError(problem="odd"), []) == (1, Text.of(vi="odd", en="odd"))


def test_a_doubled_key_is_told_in_the_language_of_the_clerk():
    assert "“a” viết hai lần" in fault(b"a: 1\na: 2\n").what["vi"]


def test_a_file_too_large_to_read_in_time_is_not_begun():
    assert fault(b"# " + b"a" * 5_000_000).where == "f.yaml:1"


def test_lines_of_every_part():
    file = parse_yaml(b"states:\n  draft: {edit: [a,\n    b]}\nlist:\n  - x\n  - y: 1\n", named="f.yaml")
    assert file.data == {"states": {"draft": {"edit": ["a", "b"]}}, "list": ["x", {"y": 1}]}
    assert file.line(("states", "draft")) == 2
    assert file.line(("states", "draft", "edit", 1)) == 3
    assert file.line(("list", 1, "y")) == 6
    assert file.line(("states", "draft", "missing", "deeper")) == 2
    assert file.line(("nowhere",)) == 1
    assert file.fault(("list", 0), Text.of(en="odd")).where == "f.yaml:5"


def test_empty_file_has_no_data():
    assert parse_yaml(b"# nothing\n", named="f.yaml") == Sourced("f.yaml", None, {})


@pytest.mark.parametrize(
    ("source", "line"), [(b"a: 1\nb: \xff\n", 2), ("a: đ\nb: \x00\n".encode(), 2), (b"[" * 700, 1)]
)
def test_bytes_that_no_reader_takes(source, line):
    with pytest.raises(Unreadable, match=f"^f.yaml:{line}: "):
        parse_yaml(source, named="f.yaml")


def test_aliases_of_aliases_do_not_unfold():
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    with pytest.raises(Unreadable, match="viết ra"):
        parse_yaml(bomb.encode(), named="f.yaml")


def test_halves_of_a_letter_become_one():
    assert parse_yaml(b'{"a": "\\ud83d\\ude00"}', named="f.json").data == {"a": "😀"}


def test_reading_from_disk(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text("a: đ\n")
    assert read_yaml(path).data == {"a": "đ"}
    assert read_yaml(path).file == str(path)
    assert read_yaml(path, named="x").file == "x"
