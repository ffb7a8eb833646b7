"""Play the demonstration of other catalogues: the files of the hub's folder are read like any other source."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from longbien.data.actions.harvest.name_source import Naming, name_source
from longbien.data.harvest.running import harvest
from longbien.data.models import Source
from longbien.data.queries.harvest import source
from longbien.kernel.actor import SYSTEM
from longbien.kernel.text import Text

CATALOGUE, FILES = "demo-catalogue", "demo-files"
TITLES = {
    CATALOGUE: Text.of(vi="Minh hoạ: danh mục của đơn vị khác", en="Illustration: another body's catalogue"),
    FILES: Text.of(vi="Minh hoạ: thư mục tệp CSV", en="Illustration: a folder of CSV files"),
}


def demonstrate_harvest(*, at: datetime) -> bool:
    """False when it was played before, or the hub has no such demonstration."""
    folder = Path(settings.HUB.folder) / "demonstration/harvest"
    catalogue = next(iter(sorted(folder.glob("*.ttl"))), None)
    if catalogue is None or Source.objects.filter(code=CATALOGUE).exists():
        return False
    for code, kind, place in ((CATALOGUE, "dcat", catalogue), (FILES, "folder", folder)):
        name_source(code, Naming(kind, str(place.resolve()), TITLES[code]), at=at)
        if found := source(code):
            harvest(found, by=SYSTEM, at=at)
    return True
