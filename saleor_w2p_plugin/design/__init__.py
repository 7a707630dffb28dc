"""The template as data: a design document and answers in, merged contents and a fingerprint out."""
