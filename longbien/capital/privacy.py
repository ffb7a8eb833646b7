"""What this room holds of a person, for export and erasure."""

import longbien.capital.holding  # noqa: F401
