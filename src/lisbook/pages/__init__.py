"""What a notebook holds in its hands: a page with its verbs, charts and tables."""
