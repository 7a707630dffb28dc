"""What a document uses in, the objects of its PDF file out."""
