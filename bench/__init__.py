"""Figures: speed and accuracy, each beside a competing tool in the same run. `python -m bench.NAME --help`."""
