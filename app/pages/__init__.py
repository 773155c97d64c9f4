"""HTML pages: each renders one declared context into one template; useful before any script runs."""
