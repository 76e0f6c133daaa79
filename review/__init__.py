"""What a person does: the `pactwatch` command, a file per noun."""
