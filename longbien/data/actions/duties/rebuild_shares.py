"""Make the files of agreements anew, from the rows that are there now: those of Delta Sharing and of Iceberg."""

import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings

from longbien.data.dependents import dependent
from longbien.data.models import Agreement
from longbien.data.queries.shares import newest_number, opens, snapshot
from longbien.kernel.ids import to_slug


@dependent("shares")
def rebuild_shares(code: str, at: datetime) -> int:
    """Every file of every agreement on a set goes; the rows that somebody reads now are written anew.

    Iceberg's manifests lie beside the rows; they are made when they are asked for again.
    """
    made = 0
    for agreement in Agreement.objects.filter(data_set__code=code).select_related("data_set"):
        folder = Path(settings.VAR) / "shares" / to_slug(agreement.pk)
        if not folder.exists():
            continue
        shutil.rmtree(folder)
        number = newest_number(agreement)
        if number is not None and opens(agreement):
            made += snapshot(agreement, number) is not None
    return made
