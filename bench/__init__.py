"""The figures of docs/benchmarks.md, one command each; they need the real corpus (FATU_TEST_SHARED)."""
