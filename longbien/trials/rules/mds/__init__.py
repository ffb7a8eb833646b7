"""MDS 2.0, the Mobility Data Specification of the Open Mobility Foundation: a licence as its documents, and back."""
