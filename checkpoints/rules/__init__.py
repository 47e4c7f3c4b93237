"""What facts mean: pure functions from facts to a finding."""
