"""Tables of the data platform. All but the lists of data sets is history, and never changed."""

from longbien.data.models.agreements import Agreement, Profile, Query, Revocation, Signature
from longbien.data.models.harvest import External, Harvest, Source
from longbien.data.models.keys import DeliveryKey
from longbien.data.models.sets import DataSet, Edition, Quarantine

__all__ = [
    "Agreement", "DataSet", "DeliveryKey", "Edition", "External", "Harvest", "Profile", "Quarantine", "Query",
    "Revocation", "Signature", "Source",
]  # fmt: skip
