"""What is told of data sets: narrowed down, placed, previewed, offered to other catalogues."""
