"""The hub's demonstrations."""

from django.conf import settings

from longbien.kernel.sourced import read_yaml
from longbien.ventures.rules.script import Script, read_script


def scripts() -> tuple[Script, ...]:
    """Every `demonstration/*.yaml` of the hub, in the order of their names."""
    return tuple(read_script(read_yaml(path).data) for path in sorted(settings.HUB.folder.glob("demonstration/*.yaml")))
