"""Tables of the data platform. All but the list of data sets is history, and never changed."""

from longbien.data.models.agreements import Agreement, Profile, Query, Revocation, Signature
from longbien.data.models.cubes import Cube, Release
from longbien.data.models.sets import DataSet, Edition, Quarantine

__all__ = [
    "Agreement", "Cube", "DataSet", "Edition", "Profile", "Quarantine", "Query", "Release", "Revocation", "Signature",
]  # fmt: skip
