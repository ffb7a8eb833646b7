"""Tables of the data platform. All but the list of data sets is history, and never changed."""

from longbien.data.models.agreements import Agreement, Profile, Query, Revocation, Signature
from longbien.data.models.sets import DataSet, Edition, Quarantine

__all__ = ["Agreement", "DataSet", "Edition", "Profile", "Quarantine", "Query", "Revocation", "Signature"]
