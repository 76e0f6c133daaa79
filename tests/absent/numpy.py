"""Not among what pactwatch installs: the benches bring it, and what finds it loads it."""

raise ImportError("the product is tested without the packages of its benches")
