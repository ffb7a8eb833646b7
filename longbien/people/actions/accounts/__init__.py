"""Sign-in, devices, second steps: what the record is told of them."""
