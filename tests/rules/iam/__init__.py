"""The IAM evaluator, against AWS's documentation and against an independent evaluator."""
