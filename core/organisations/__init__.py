"""Who is assessed and who works for them: the tree of city, departments, counties, units and sections."""
