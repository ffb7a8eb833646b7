"""What was given out stays as it was; a revocation is for good."""

from longbien.record.triggers import append_only

append_only("credentials.StatusList", "credentials.Revocation", "credentials.Pause")
append_only("credentials.Credential", erasable=True)
