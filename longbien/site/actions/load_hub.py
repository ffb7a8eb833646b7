"""Take a hub's folder into the database."""

from datetime import datetime

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import conflict
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.site.events import HubLoaded
from longbien.site.folder import Folder
from longbien.site.queries import last_load


@act
def load_hub(folder: Folder, *, by: Actor, at: datetime) -> bool:
    """Load a checked folder in one transaction; True when anything in it is new since the last load.

    Sections write only what differs, so the second load of a folder writes nothing.
    Refused when this database already holds another hub.
    """
    before = last_load()
    if before is not None and before.hub != folder.hub.code:
        raise conflict("another-hub", _another(before.hub, folder.hub.code))
    for section, files in folder.parts:
        section.load(folder.hub, files, at)
    if before is not None and before.digest == folder.digest:
        return False
    loaded = HubLoaded(hub=folder.hub.code, digest=folder.digest, files=folder.count)
    emit(loaded, subject=folder.hub.subject, by=by, at=at)
    return True


def _another(known: str, given: str) -> Text:
    return Text.of(
        vi=f"Cơ sở dữ liệu này là của trung tâm “{known}”, không nạp được “{given}”. Hãy dùng LONGBIEN_VAR khác.",
        en=f"This database belongs to hub “{known}” and can't take in “{given}”. Use another LONGBIEN_VAR.",
    )
