"""The hub's demonstration funds."""

from django.conf import settings

from longbien.capital.rules.funds.script import Script, read_script
from longbien.kernel.sourced import read_yaml


def scripts() -> tuple[Script, ...]:
    """Every `demonstration/funds/*.yaml` of the hub, in the order of their names."""
    found = sorted(settings.HUB.folder.glob("demonstration/funds/*.yaml"))
    return tuple(read_script(read_yaml(path).data) for path in found)
