"""A data set as other standards describe it, so that programs can read its rows by themselves."""
