"""GraphQL types, one file per room they show."""
