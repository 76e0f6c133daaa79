"""What the scheduler is made of: a child with a deadline, lines for the log, word to the service manager."""
