"""Writes the frozen dossiers that other tests read, once their format has changed on purpose:

.venv/bin/python -m pytest tests/trials/freeze.py
"""

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from longbien.record.keys import key_path
from tests.trials.evidence import FROZEN, FROZEN_LIMITED, KEY, built, eventful, limited


@pytest.mark.django_db
@pytest.mark.parametrize(("file", "stage"), [(FROZEN, eventful), (FROZEN_LIMITED, limited)])
def test_freeze(settings, tmp_path, file, stage):
    settings.VAR = tmp_path
    key_path().parent.mkdir()
    key_path().write_bytes(KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    file.write_bytes(built(stage()))
