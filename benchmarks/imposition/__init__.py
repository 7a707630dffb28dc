"""How fast cards come onto press sheets: rendered there, or out of a foreign PDF, beside pypdf.

The cards are those of `benchmarks.rendering`. `worker` does one task in a process of its own,
`with_pypdf` is the peer, `racing` measures and sees that both made the same sheets.
"""
