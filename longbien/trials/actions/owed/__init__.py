"""What holders owe while a trial runs: filed, missed, reminded of."""
