"""Credentials as linked data: canonical form, proofs, the hub as issuer, the examination of what others show."""
