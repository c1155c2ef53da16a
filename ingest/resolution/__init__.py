"""From citations found to links: which instrument, which version, which place; never a guess."""
