"""Who owns what of a company: shares, conversions, rounds, and what each makes of everybody's part."""
