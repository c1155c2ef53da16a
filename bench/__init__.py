"""The figures of docs/benchmarks.md: one module per command."""
