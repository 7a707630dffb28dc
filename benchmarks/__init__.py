"""The figures of the README, each beside its peers: `python -m benchmarks [--only AREA]`."""
