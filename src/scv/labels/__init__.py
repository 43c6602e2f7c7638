"""Labels: which pairs to ask a person about, where the answers are kept, and what follows from them."""
