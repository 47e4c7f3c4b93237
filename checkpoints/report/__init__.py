"""What is written about a run: page, data, terminal and hand-in. All of it passes the scrubber."""
