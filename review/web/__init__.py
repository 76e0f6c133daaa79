"""The review pages: what the commands print, as a small web application on this machine. Presentation only."""
