"""The API room: GraphQL in and out; decides nothing."""
