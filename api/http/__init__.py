"""The HTTP edge: one envelope for answers, one shape for errors, pydantic here only."""
