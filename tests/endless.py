"""Writes a line of a megabyte, and another: started as a process by a test."""

print("x" * 1_000_000)
print("the next line")
