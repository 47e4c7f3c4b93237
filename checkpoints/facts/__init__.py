"""Facts about the machine and the AWS account, read and asked here only. Nothing here raises or judges."""
