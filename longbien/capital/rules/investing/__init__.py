"""What becomes of a fund's money: investments, their fair value, what they bring, who gets it, and why."""
