"""An account to rehearse in: moto, its Bedrock extension and the scenarios."""
