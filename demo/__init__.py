"""A newsroom of invented outlets on loopback, and the main job run on it."""
