"""The `longbien` command: Django's management commands under one name."""

import os
import sys

from django.core.management import execute_from_command_line

from longbien.site.hub import BrokenHub
from longbien.trials import offline


def main() -> None:
    """Run a command. A hub that can't be read ends it with exit code 1 and the faults, not with a traceback."""
    if sys.argv[1:3] == ["dossier", "verify"]:
        # Needs no settings: whoever was handed a dossier has no hub, and settings make a folder of state.
        sys.exit(offline.main(sys.argv[3:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "longbien.site.settings")
    try:
        execute_from_command_line(sys.argv)
    except BrokenHub as broken:
        sys.exit(str(broken))
