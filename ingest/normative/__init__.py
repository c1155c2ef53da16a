"""Normative documents: the instrument inside its notice, and the metadata that both state."""
