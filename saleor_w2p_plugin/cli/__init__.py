"""Files named on a command line in, press files, pictures and reports out."""
