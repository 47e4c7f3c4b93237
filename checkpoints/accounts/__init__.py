"""Many accounts, each looked at with credentials of its own and without its attendee."""
