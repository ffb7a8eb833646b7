"""The `longbien` command: Django's management commands under one name."""

import errno
import os
import sys

from django.core.management import execute_from_command_line
from django.db import DatabaseError, OperationalError

from longbien.record import offline as proofs
from longbien.record.backup import restore
from longbien.site.environment import BrokenEnvironment
from longbien.site.hub import BrokenHub
from longbien.trials import offline as dossiers

# These need no settings: whoever was handed a file has no hub, and settings make a folder of state.
OFFLINE = {("dossier", "verify"): dossiers.main, ("log", "check-proof"): proofs.main, ("restore",): restore.main}
DISK = (errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EIO)


def main() -> None:
    """Run a command. A hub or a setting that can't be read ends it with exit code 1 and the faults, no traceback."""
    for words, offline in OFFLINE.items():
        if tuple(sys.argv[1 : 1 + len(words)]) == words:
            sys.exit(offline(sys.argv[1 + len(words) :]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "longbien.site.settings")
    try:
        execute_from_command_line(sys.argv)
    except (BrokenEnvironment, BrokenHub) as broken:
        sys.exit(str(broken))
    except DatabaseError as error:  # no server, no disk, no rights, no database: nothing that a traceback would explain
        if type(error) not in (DatabaseError, OperationalError):
            raise
        sys.exit(f"Cơ sở dữ liệu không dùng được | The database can't be used: {error}")
    except OSError as error:
        if error.errno not in DISK:
            raise
        sys.exit(f"Không ghi được vào đĩa | The disk can't be written: {error.strerror}: {error.filename or ''}")
