"""An opened PDF in, its pages with their boxes and all their marks out."""
