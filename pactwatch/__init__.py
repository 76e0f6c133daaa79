"""The subject: what an article is, whether it is about the topic, and whether we already have it.

Pure functions over frozen values: no Scrapy, no SQLite, no sockets, no clock.
"""
