"""Vectors on Elasticsearch: an index beside that of words, whose entries hold what filters ask of and a `dense_vector`.

    mapping   from the one model        queries   the script that is exact, and the graph that is fast
    reader    for questions             writer    lists and fills, one at a time by a lease
    store     generations behind an alias

An index of its own, since the vector follows minutes or hours after the words, and an entry can only be written whole.
"""

from search.elastic.vectors.generation import Placement
from search.elastic.vectors.store import ElasticVectors, open_elastic_vectors

__all__ = ["ElasticVectors", "Placement", "open_elastic_vectors"]
