"""S3 as a store of hand-ins: addresses, clients, what can go wrong with them, and reading."""
