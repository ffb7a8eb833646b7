"""Other people's programs read a data set by its descriptors, over HTTP: `mlcroissant` and `datacontract`."""

import json
import subprocess
from pathlib import Path

import pytest
import requests

BIN = Path(__file__).resolve().parents[3] / ".venvs/clients/bin"
READ = """
import json, sys
import mlcroissant
found = mlcroissant.Dataset(jsonld=sys.argv[1])
assert not found.metadata.ctx.issues.errors, found.metadata.ctx.issues.errors
assert not found.metadata.ctx.issues.warnings, found.metadata.ctx.issues.warnings
print(json.dumps([{key: str(value) for key, value in row.items()} for row in found.records(record_set="rows")]))
"""


def ran(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {"PATH": "/usr/bin:/bin", "HOME": str(cwd), "LANG": "C.UTF-8", "COLUMNS": "200"}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_mlcroissant_reads_the_rows(hub, tmp_path):
    done = ran(str(BIN / "python"), "-c", READ, f"{hub}/data/bus-stops/croissant.json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert (len(rows), rows[3]["rows/code"], rows[3]["rows/share"]) == (30, "b'T03'", "0.75")


@pytest.mark.slow
def test_datacontract_holds_the_rows_against_the_contract(hub, tmp_path):
    (tmp_path / "contract.json").write_text(requests.get(f"{hub}/data/bus-stops/contract.json").text)
    lint = ran(str(BIN / "datacontract"), "lint", "contract.json", cwd=tmp_path)
    assert lint.returncode == 0, lint.stdout
    done = ran(str(BIN / "datacontract"), "test", "contract.json", "--server", "rows", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "data contract is valid" in done.stdout.lower(), done.stdout
