"""Public money beside private money: five sets of terms, and what each makes of the same flows."""
