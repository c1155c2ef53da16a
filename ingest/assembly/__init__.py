"""From documents read to changes of the graph: works, their versions, and who owns what."""

from ingest.assembly.assembler import Assembler, Incoming

__all__ = ["Assembler", "Incoming"]
