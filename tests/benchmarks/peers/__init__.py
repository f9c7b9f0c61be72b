"""Who takes part: pgviz and its peers, each written in the way its users write it."""
