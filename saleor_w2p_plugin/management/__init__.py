"""The plugin on the shop's own command line."""
