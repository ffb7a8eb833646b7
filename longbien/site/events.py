"""What happens to the site as a whole."""

from dataclasses import dataclass

from longbien.kernel.event import Event


@dataclass(frozen=True)
class HubLoaded(Event, type="site.hub_loaded"):
    """A hub's folder was read in. `digest` is the SHA-256 of the listing that `sha256sum` makes of its files."""

    hub: str
    digest: str
    files: int
