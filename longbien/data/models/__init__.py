"""Tables of the data platform. All but the list of data sets is history, and never changed."""

from longbien.data.models.access import Ground, NationalShare, Request
from longbien.data.models.agreements import Agreement, Profile, Query, Revocation, Signature
from longbien.data.models.gaps import Closing, Gap, Promise
from longbien.data.models.sets import DataSet, Edition, Quarantine

__all__ = [
    "Agreement",
    "Closing",
    "DataSet",
    "Edition",
    "Gap",
    "Ground",
    "NationalShare",
    "Profile",
    "Promise",
    "Quarantine",
    "Query",
    "Request",
    "Revocation",
    "Signature",
]
