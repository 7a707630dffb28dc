"""A design and the name of an output in, the design with only the pages of that output out."""

from __future__ import annotations

from dataclasses import replace

from saleor_w2p_plugin.design import canonical
from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.errors import Code, refuse


def select(document: Document, output: str) -> Document:
    """Return the design with the pages of one output, in the order in which the output has them.

    Its digest is another, and so are fingerprints, since something else is printed. Raises
    W2PError, NOT_FOUND, for an output that the design has not.
    """
    names = document.outputs.get(output)
    if names is None:
        raise refuse(Code.NOT_FOUND, f"The design has no output {output!r}.", "output")
    pages = {page.name: page for page in document.pages}
    return replace(
        document,
        pages=tuple(pages[name] for name in names),
        outputs={output: names},
        digest=canonical.digest({"design": document.digest, "output": output}),
    )
