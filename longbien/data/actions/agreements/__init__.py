"""Agreements: proposed, signed, revoked, asked under."""
