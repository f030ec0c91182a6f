"""Pure reasoning: a query and the rule base in, an answer out. Nothing here prints."""
