"""What kind of document a file is, with the reason."""
