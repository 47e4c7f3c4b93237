"""The account to rehearse in, asked through real boto3 clients."""
