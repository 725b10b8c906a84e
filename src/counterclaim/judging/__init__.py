"""What people say of claims: laid over them, found again after a new run, set beside one another."""
