"""What `lisbook check` judges, without starting a kernel. Each function returns problems; none raises for a user's fault."""
