"""The boundary from checkout to order: what must hold before, what happens after."""
