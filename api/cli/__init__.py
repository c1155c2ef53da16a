"""The command line. Each command is a module; this one only puts them together."""

from api.cli.application import main

__all__ = ["main"]
