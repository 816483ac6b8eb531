"""What the agents' and admins' pages read: bounded, keyset-paged, each list through its own index. A file a page."""
