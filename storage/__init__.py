"""What is kept: one SQLite file through sqlite-utils, WARC files beside it. The only room that speaks SQL."""
