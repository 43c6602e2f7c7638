"""What stewards settle: doubtful pairs, suspicious clusters, and the command that asks them."""
