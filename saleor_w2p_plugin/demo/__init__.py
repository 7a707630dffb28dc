"""A demo company, so that the plugin can be shown in any shop."""
