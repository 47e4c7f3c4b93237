"""What fixes a finding that IAM denies something: loaded once there is such a finding, and not before."""
