"""Sign the head of the log."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from longbien.record import models
from longbien.record.actions.act import one_writer
from longbien.record.actions.stamp_checkpoint import owe_stamp
from longbien.record.keys import signing_key
from longbien.record.queries.proofs import checkpoint_of, size
from longbien.record.rules.checkpoint import sign


def sign_checkpoint(*, at: datetime) -> str:
    """The signed note of the log as it stands, kept once per size; the same note when nothing was added since."""
    count = size()
    known = models.Checkpoint.objects.filter(size=count).first()
    if known:
        return known.note
    note = sign(checkpoint_of(count), signing_key())
    try:
        with one_writer(), transaction.atomic():
            models.Checkpoint.objects.create(size=count, at=at, note=note)
    except IntegrityError:  # another process signed the same head a moment ago; Ed25519 gives the same note
        return models.Checkpoint.objects.get(size=count).note
    if settings.TSA_URL:
        owe_stamp(size=count, at=at)
    return note
