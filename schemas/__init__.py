"""The vocabulary of fatu: identifiers, documents, the graph model, queries, ports, errors and settings.

Imports nothing of the other packages. Values are frozen dataclasses; engines meet the rest through `schemas.ports`.
"""
