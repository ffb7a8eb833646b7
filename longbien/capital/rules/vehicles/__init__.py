"""What law allows a fund: packs of limits as data, and whether a commitment, a close or an investment stays inside."""
