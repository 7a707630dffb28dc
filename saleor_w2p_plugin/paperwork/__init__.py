"""What goes along with a print file: facts in, sheets for people and machines out."""
