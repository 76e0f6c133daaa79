"""Where from, and how politely: the spiders, what stands between them and the network, and what becomes of a page."""
