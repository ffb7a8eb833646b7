"""The `longbien` command: Django's management commands under one name."""

import os
import sys

from django.core.management import execute_from_command_line

from longbien.site.hub import BrokenHub


def main() -> None:
    """Run a command. A hub that can't be read ends it with exit code 1 and the faults, not with a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "longbien.site.settings")
    try:
        execute_from_command_line(sys.argv)
    except BrokenHub as broken:
        sys.exit(str(broken))
