"""Variables of the environment: what can't be used is named, in both languages, before anything else happens."""

import errno
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from longbien.kernel.actor import SYSTEM
from longbien.site import command
from longbien.site.actions.load_hub import load_hub
from longbien.site.environment import BrokenEnvironment, read_environment
from longbien.site.folder import read_folder
from longbien.site.prepared import is_prepared, note_prepared
from tests.site.make import copy_of


@pytest.mark.parametrize(
    ("name", "written", "wanted"),
    [
        ("LONGBIEN_PORT", "abc", "write a number from 1 to 65535"),
        ("LONGBIEN_PORT", "99999", "write a number from 1 to 65535"),
        ("LONGBIEN_PORT", "٣", "write a number"),
        ("LONGBIEN_PROXIES", "-1", "write a number from 0 to 9"),
        ("DATABASE_URL", "mysql://me@here/db", "only postgresql://"),
        ("LONGBIEN_MAIL_URL", "https://mail", "must look like smtp://"),
    ],
)
def test_a_variable_that_cannot_be_used_is_named(tmp_path: Path, name: str, written: str, wanted: str) -> None:
    with pytest.raises(BrokenEnvironment, match=wanted) as broken:
        read_environment({name: written}, root=tmp_path)
    assert str(broken.value).startswith(f"{name}: ")
    assert set(broken.value.fault.what) == {"vi", "en"}


def test_a_folder_of_state_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BrokenEnvironment, match=r"LONGBIEN_VAR: .*choose another one"):
        read_environment({"LONGBIEN_VAR": "file"}, root=tmp_path)


def test_empty_variables_count_as_not_given(tmp_path: Path) -> None:
    env = read_environment(dict.fromkeys(("LONGBIEN_PORT", "LONGBIEN_VAR", "LONGBIEN_HUB"), ""), root=tmp_path)
    assert (env.port, env.var, env.hub) == (8000, tmp_path / "var", tmp_path / "hubs/hanoi")


@pytest.mark.parametrize(
    ("given", "wanted"),
    [({"LONGBIEN_PORT": "abc"}, "LONGBIEN_PORT"), ({"DATABASE_URL": "postgresql://x@127.0.0.1:1/x"}, "can't be used")],
)
def test_the_command_says_it_without_a_traceback(tmp_path: Path, given: dict[str, str], wanted: str) -> None:
    env = {"LONGBIEN_VAR": str(tmp_path), "PATH": ""} | given
    command = [sys.executable, "-c", "from longbien.site.command import main; main()", "start", "--prepare-only"]
    ran = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert wanted in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.django_db
def test_what_was_prepared_is_not_prepared_again_until_something_changes(tmp_path: Path) -> None:
    hub = copy_of("hanoi", tmp_path)
    env = read_environment({"LONGBIEN_VAR": str(tmp_path / "var"), "LONGBIEN_HUB": str(hub)}, root=tmp_path)
    note_prepared(env, demo=True)
    assert not is_prepared(env, demo=True), "nothing is loaded yet"
    load_hub(read_folder(hub), by=SYSTEM, at=datetime(2026, 11, 23, 2, 0, tzinfo=UTC))
    assert is_prepared(env, demo=True)
    assert not is_prepared(env, demo=False)
    with (hub / "hub.yaml").open("a") as more:
        more.write("\n# a word more\n")
    assert not is_prepared(env, demo=True)


def test_the_folder_of_state_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    read_environment({"LONGBIEN_VAR": "new/var"}, root=tmp_path)
    assert (tmp_path / "new" / "var").stat().st_mode & 0o777 == 0o700


def test_a_file_that_is_no_database_is_named_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "longbien.sqlite3").write_bytes(b"nothing like it" * 500)
    test_the_command_says_it_without_a_traceback(tmp_path, {}, "can't be used: file is not a database")


def test_a_full_disk_is_named_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/var/x")

    monkeypatch.setattr(command, "execute_from_command_line", full)
    with pytest.raises(SystemExit, match="The disk can't be written: No space left on device"):
        command.main()
