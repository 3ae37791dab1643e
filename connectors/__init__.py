"""Everything that reaches outside the product."""
