"""`longbien dossier`: built with the database, verified without, in an empty folder."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command

from longbien.record.keys import verifier
from longbien.record.rules.checkpoint import Verifier
from longbien.trials import offline
from longbien.trials.rules.dossier.file import read
from tests.trials.evidence import built, eventful
from tests.trials.make import event, later, outside, running

pytestmark = pytest.mark.django_db
COMMAND = Path(sys.executable).parent / "longbien"


@pytest.fixture
def file():
    return built(eventful())


def verify_in(folder: Path, *words: str) -> subprocess.CompletedProcess:
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    return subprocess.run(
        [COMMAND, "dossier", "verify", *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )  # fmt: skip


def test_in_an_empty_folder_with_a_key_file_and_nothing_else(file, tmp_path):
    (tmp_path / "trial.dossier").write_bytes(file)
    (tmp_path / "hub.vkey").write_text(f"{verifier()}\n")
    state = Path(__file__).parents[2] / "var"
    before = state.stat().st_mtime_ns if state.exists() else None
    done = verify_in(tmp_path, "trial.dossier", "--key", "hub.vkey")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "all passed" in done.stdout
    assert "Not checked here: the raw telemetry" in done.stdout
    assert "breaches judged anew" in done.stdout
    assert {path.name for path in tmp_path.iterdir()} == {"trial.dossier", "hub.vkey"}
    assert (state.stat().st_mtime_ns if state.exists() else None) == before


def test_a_changed_byte_exits_1_and_names_the_part(file, tmp_path):
    at = file.index(b'"part":"breaches"') - 40
    (tmp_path / "d").write_bytes(file[:at] + bytes([file[at] ^ 1]) + file[at + 1 :])
    done = verify_in(tmp_path, "d", "--key", str(verifier()), "--language", "vi")
    assert done.returncode == 1
    assert "KHÔNG ĐẠT ở phần: breaches, manifest" in done.stdout


def test_wrong_usage_exits_2(file, tmp_path, capsys):
    (tmp_path / "d").write_bytes(file)
    for words in (["nothing", "--key", str(verifier())], [str(tmp_path / "d"), "--key", "no key"]):
        assert offline.main(words) == 2
        assert capsys.readouterr().err.startswith("longbien dossier verify: ")
    with pytest.raises(SystemExit) as ended:
        offline.main([])
    assert ended.value.code == 2


def test_another_hubs_key_fails(file, tmp_path):
    (tmp_path / "d").write_bytes(file)
    other = Verifier(verifier().name, Ed25519PrivateKey.generate().public_key().public_bytes_raw())
    assert offline.main([str(tmp_path / "d"), "--key", str(other)]) == 1


def test_build_by_number_and_by_id_then_verify(tmp_path, capsys):
    trial = eventful()
    call_command("dossier", "build", trial.row.number, "--out", str(tmp_path / "d"))
    assert capsys.readouterr().out.strip() == str(tmp_path / "d")
    call_command("dossier", "build", str(trial.id))
    with pytest.raises(SystemExit) as ended:
        call_command("dossier", "verify", str(tmp_path / "d"), "--key", str(verifier()))
    assert ended.value.code == 0


@pytest.mark.parametrize("written", ["nothing", "0000-", "00000000000000000000000000"])
def test_build_of_no_trial(written):
    with pytest.raises(CommandError):
        call_command("dossier", "build", written)


def test_build_that_can_not_be_written(tmp_path):
    trial = running()
    eventful_key = built(trial)
    assert eventful_key
    with pytest.raises(CommandError):
        call_command("dossier", "build", str(trial.id), "--out", str(tmp_path / "missing" / "d"))


def test_every_byte_of_a_real_dossier():
    """Each byte changed once, in the way a fixed draw decides; the part that holds it is named."""
    trial = running()
    trial.send(event(1), outside(2, at=later(1)), event(3, at=later(2)))
    file = built(trial)
    dice, starts, names = random.Random(2026), [], []
    for line in file.splitlines(keepends=True):
        starts.append((starts[-1] if starts else 0) + len(line))
    names = ["manifest", *(part["name"] for part in read(file, verifier()).manifest["parts"]), "signature"]
    for at in range(len(file)):
        changed = file[:at] + bytes([file[at] ^ dice.randrange(1, 256)]) + file[at + 1 :]
        owner = names[next(n for n, end in enumerate(starts) if at < end)]
        assert owner in {one.part for one in read(changed, verifier()).checks if not one.passed}, at
