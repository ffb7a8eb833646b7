"""Generated pages: written from code, compared in `make check`."""

import shutil

import pytest
from django.core.management import call_command

from longbien.kernel import reference
from tests.site.make import ROOT, longbien

PAGES = {"api", "commands", "roles", "settings"}


@pytest.fixture
def docs(tmp_path, settings):
    settings.ROOT = tmp_path
    return tmp_path / "docs" / "reference"


def test_built_once_and_then_in_step(docs, capsys):
    call_command("docs", "build")
    assert {path.stem for path in docs.glob("*.md")} >= PAGES
    capsys.readouterr()
    call_command("docs", "build")
    assert capsys.readouterr().out == ""
    call_command("docs", "build", "--check")
    assert "are in step" in capsys.readouterr().out


def test_out_of_step_is_named(docs, capsys):
    call_command("docs", "build")
    (docs / "roles.md").write_text("old")
    shutil.move(docs / "api.md", docs / "api.txt")
    with pytest.raises(SystemExit) as ended:
        call_command("docs", "build", "--check")
    assert ended.value.code == 1
    told = capsys.readouterr().err
    assert "docs/reference/roles.md: out of step" in told
    assert "docs/reference/api.md: out of step" in told
    assert "settings" not in told


def test_pages_name_what_there_is(docs, capsys):
    call_command("docs", "list")
    assert "docs/reference/roles.md" in capsys.readouterr().out
    written = {name: write() for name, write in reference.pages().items()}
    assert "LONGBIEN_MAIL_URL" in written["settings"]
    assert "## longbien hub" in written["commands"]
    assert "**check**" in written["commands"]
    assert str(ROOT) not in "".join(written.values())


def test_no_page_is_written_twice():
    call_command("docs", "list", verbosity=0)
    with pytest.raises(RuntimeError, match="two rooms write"):
        reference.page("roles")(lambda: "")


def test_wrong_usage():
    assert longbien("docs").code == 2
