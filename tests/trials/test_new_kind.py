"""A new kind of trial needs no code: one file in the hub's folder, and a trial of it is licensed, fed and stopped."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from longbien.kernel.shape import Finding
from longbien.kernel.sourced import read_yaml
from longbien.trials import queries
from longbien.trials.hub import check_kinds
from longbien.trials.kinds.shape import faults
from longbien.trials.kinds.shelf import kinds
from longbien.trials.kinds.starter import starter
from tests.trials.make import MONDAY, event, running

ROOT = Path(__file__).parents[2]
GUARDRAILS = [{"measure": "incident", "limit": 0, "per": 1}, {"measure": "failed_session", "limit": 5, "per": 100}]


@pytest.fixture
def hub(settings, tmp_path):
    """A hub of its own, in a folder that is thrown away."""
    shutil.copytree(settings.HUB.folder, tmp_path / "hub")
    settings.HUB = replace(settings.HUB, folder=tmp_path / "hub")
    return settings.HUB


def scaffold(hub, name: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("longbien"), "new", "kind=trial", f"name={name}"],
        cwd=ROOT, env={**os.environ, "LONGBIEN_HUB": str(hub.folder)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def sessions(day: int, count: int, failures: int) -> dict:
    return event(day, at=MONDAY + timedelta(days=day), session_count=count, failures=failures)


@pytest.mark.django_db
def test_a_scaffolded_kind_is_licensed_fed_and_stops_its_trial(hub, capsys):
    done = scaffold(hub, "river-bus")
    assert (done.returncode, "longbien kind check" in done.stdout) == (0, True)
    assert scaffold(hub, "river-bus").returncode == 1
    call_command("kind", "check", str(hub.folder / "kinds/river-bus.yaml"))
    assert "in order" in capsys.readouterr().out
    trial = running(kind="river-bus", guardrails=GUARDRAILS, stop_on=[])
    trial.send(sessions(0, 100, 4), sessions(1, 100, 60))
    assert trial.send(sessions(2, 1, 0)).body["suspended"]["rule"] == "guardrail:failed_session"
    (hub.folder / "kinds/river-bus.yaml").unlink()
    _, monitor = queries.monitor_state(trial.id)
    assert [(step.count, step.against) for step in monitor.steps] == [(4, 100), (60, 100)]
    assert monitor.now > monitor.odds


def checked(hub, path: Path) -> list[Finding]:
    return list(check_kinds(hub, (read_yaml(path),)))


def test_what_is_wrong_with_a_kind_of_the_hub_is_named(hub, tmp_path):
    path = tmp_path / "kites.yaml"
    path.write_text(starter("river-bus", hub.languages))
    assert [one.what["en"] for one in checked(hub, path)] == ["the file must be called river-bus.yaml"]
    path.write_text(starter("kites", hub.languages))
    assert checked(hub, path) == []
    path.write_text(starter("kites", hub.languages).replace("unit: site-day", "unit: day", 1))
    assert [one.where.rpartition(":")[2] for one in checked(hub, path)] == ["9"]


@pytest.mark.parametrize("languages", [("vi", "en"), ("en",), ("fr", "vi")])
def test_what_is_scaffolded_is_in_order_in_any_language(tmp_path, languages):
    path = tmp_path / "kites.yaml"
    path.write_text(starter("kites", languages))
    assert faults(read_yaml(path), languages) == []
    with pytest.raises(ValueError, match="not a good name"):
        starter("../kites", languages)


def test_the_command_tells_of_every_kind(hub, capsys):
    call_command("kind", "list")
    codes = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert codes == sorted(codes)
    assert len(codes) == 10
    for code in codes:
        call_command("kind", "show", code)
        assert f"({code})" in capsys.readouterr().out
    with pytest.raises(CommandError, match="There is no kind of trial “submarine”"):
        call_command("kind", "show", "submarine")


def test_the_command_names_faults_and_files_that_are_not_there(hub, tmp_path, capsys):
    path = tmp_path / "kites.yaml"
    with pytest.raises(CommandError, match=r"kites\.yaml"):
        call_command("kind", "check", str(path))
    path.write_text(starter("kites", hub.languages).replace("caps: [area", "caps: [altar"))
    with pytest.raises(CommandError, match="1 faults"):
        call_command("kind", "check", str(path))
    assert "altar" in capsys.readouterr().err
    call_command("kind", "check", str(ROOT / "longbien/trials/kinds/fintech.yaml"))


def test_a_kind_of_the_hub_takes_the_place_of_one_of_the_house(hub):
    assert kinds(hub)["fintech"].title["en"] == "Fintech"
    (hub.folder / "kinds").mkdir()
    (hub.folder / "kinds/fintech.yaml").write_text(starter("fintech", hub.languages))
    found = kinds(hub)
    assert (found["fintech"].title["en"], len(found)) == ("New kind of trial", 10)


@pytest.mark.parametrize("wrong", ["kind: [", "kind: fintech\n", "", "- fintech\n"])
def test_a_file_with_a_fault_takes_no_page_down(hub, wrong):
    (hub.folder / "kinds").mkdir()
    (hub.folder / "kinds/fintech.yaml").write_text(wrong)
    (hub.folder / "kinds/kites.yaml").write_text(starter("river-bus", hub.languages))
    found = kinds(hub)
    assert (found["fintech"].title["en"], len(found)) == ("Fintech", 10)
