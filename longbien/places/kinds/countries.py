"""Which country algorithm a hub has, by the `country` and `province` of its hub.yaml."""

from longbien.places.kinds import vn
from longbien.places.rules.wards import Ward

WARDS = {"VN": vn.wards}


def wards_of(country: str, province: str | None) -> tuple[Ward, ...]:
    """The wards of a hub; none where no algorithm knows the country."""
    algorithm = WARDS.get(country)
    return algorithm(province) if algorithm and province else ()
