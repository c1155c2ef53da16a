"""Bytes into the neutral document model, whatever the format; the format is recognised from the bytes."""
