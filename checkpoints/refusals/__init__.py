"""What AWS is known to answer when it refuses, a row for each: rules read the table, the rehearsal sends its rows."""
