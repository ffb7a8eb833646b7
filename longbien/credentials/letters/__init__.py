"""Letters on paper: drawn (`drawing`), sealed (`sealing`), examined (`examiner`); strangers' work is `confined`."""
