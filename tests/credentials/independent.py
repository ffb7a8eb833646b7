"""Another verifier's word: Digital Bazaar's libraries accept our credentials and refuse tampered ones.

Run by `make conformance`, since the libraries lie in $LONGBIEN_CONFORMANCE, outside of this repository.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from longbien.credentials import models
from longbien.credentials.actions.issue import issue
from longbien.credentials.linked import issuer
from longbien.credentials.linked.canonical import resources
from longbien.credentials.queries import document_of
from longbien.credentials.queries.credentials import status_list
from longbien.record import keys as record_keys
from tests.credentials.make import LAN, NOW, case, claims, holder

SUITE = Path(os.environ["LONGBIEN_CONFORMANCE"]) / "vc-di-eddsa-test-suite"


@pytest.mark.django_db
def test_digital_bazaar_s_libraries_agree(settings, tmp_path):
    settings.VAR = tmp_path / "var"
    record_keys.make_key()
    made = issue(kind="permit", subject=case(), holder=holder(), claims=claims(), by=LAN, at=NOW)
    said = {
        "credential": json.loads(document_of(made)),
        "status": status_list(models.StatusList.objects.get().pk),
        "did": issuer.did_document(),
        "contexts": {address: json.loads(content) for address, content in resources().items()},
    }
    for name, content in said.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(content))
    script = shutil.copy(Path(__file__).with_suffix(".mjs"), SUITE)
    ran = subprocess.run(["node", script, tmp_path], cwd=SUITE, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout.splitlines()[-1])
    assert (told["credential"], told["status"]) == ("holds", "holds"), told
    assert told["tampered"].startswith("refused")
    assert told["moved"].startswith("refused")
