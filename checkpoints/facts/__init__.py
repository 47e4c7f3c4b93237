"""What is so: the only code that touches the machine or AWS. Frozen facts out; never raises, never judges."""
