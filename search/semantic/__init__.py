"""Search by meaning, the optional half of search: the extra `semantic`, a model and vectors.

    model      the artifact, its checksums, pulling it          texts      what of an entry is embedded
    encoding   text → unit vector                               vectors    records on disk
    tuning     the delta that tunes the encoder of questions
    catalogue  the entries and what filters ask of them         masks      conditions → rows
    local      the VectorStore port on files                    shelf      one model's directory of them
    shelving   its writer, which publishes in one step          reading    what its readers hold
    filling    lists and embeds, whatever the engine            meaning    opened when first asked
    asking     whether a query asks for a meaning               fusion     words and meaning in one order
    counting   facets of what meaning alone brings up           versions   what entries of a version share
    hybrid     the SearchIndex port over both

Nothing here imports numpy, onnxruntime or tokenizers before search by meaning is used.
"""

from search.semantic.hybrid import HybridIndex
from search.semantic.meaning import Meaning, find_fingerprint, open_local

__all__ = ["HybridIndex", "Meaning", "find_fingerprint", "open_local"]
