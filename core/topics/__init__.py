"""How hot each topic is: usage logs in a column store, and the index read from them."""
