"""Print's own arithmetic and rules: boxes, colours and artwork in, numbers and findings out."""
