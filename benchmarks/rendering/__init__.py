"""How fast, how small and how frugal the engine is, beside others that do the same work.

`job`, `artwork` and `design` are the work, `with_*` the engines, `worker` runs one of them in a
process of its own, `sameness` proves that all drew the same, the modules in `figures` measure.
"""
