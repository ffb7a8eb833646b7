"""Writes the frozen dossiers that other tests read, once their format has changed on purpose:

.venv/bin/python -m pytest tests/trials/freeze.py -k eventful
"""

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from longbien.record.keys import key_path
from tests.trials.evidence import FROZEN, FROZEN_LIMITED, KEY, OF_A_KIND, built, eventful, limited, of_a_kind


@pytest.mark.django_db
@pytest.mark.parametrize(("file", "stage"), [(FROZEN, eventful), (FROZEN_LIMITED, limited), (OF_A_KIND, of_a_kind)])
def test_freeze(settings, tmp_path, file, stage):
    settings.VAR = tmp_path
    key_path().parent.mkdir()
    key_path().write_bytes(KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    file.write_bytes(built(stage()))
