<<<<<<< HEAD
"""The figures of docs/benchmarks.md, one command each; they need the real corpus (FATU_TEST_SHARED)."""
=======
"""The figures of docs/benchmarks.md: one module per command."""
>>>>>>> reading
