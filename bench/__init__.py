"""The figures of docs/benchmarks.md, one command each."""
