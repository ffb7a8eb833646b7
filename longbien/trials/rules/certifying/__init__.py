"""What the monitors are worth, measured on paths drawn from a seed: false alarms, and days until a worsening is
noticed."""
