"""Where entries of the record are shown."""

from uuid import UUID

from django.utils.translation import gettext as _

from longbien.kernel.ids import to_slug
from longbien.record.queries import entry_url
from longbien.ui import links


def title(entry_id: UUID) -> str:
    return _("Record entry %(number)s") % {"number": to_slug(entry_id)[-6:].upper()}


links.register("record.event", url=entry_url, title=title)
