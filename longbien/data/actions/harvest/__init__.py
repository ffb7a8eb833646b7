"""What other catalogues list: sources that are read, and the list of what they hold."""
