"""The rules of the rights that those get who fund public laboratories: what overlaps, who is asked first, by when."""
