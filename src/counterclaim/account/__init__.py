"""From rival claims to an account: ranges under a coding practice, bounds, an estimate with each source's bias."""
