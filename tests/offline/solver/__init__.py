"""An attendee and the account's owner who do what a report says, to the letter, in the rehearsed world.

A report is read (`report`), its command is run in bash, its policy pasted, and what its words ask for is done: an act
for each text (`acts`). The suite then runs again in the world as it is by then (`situation`).
"""
