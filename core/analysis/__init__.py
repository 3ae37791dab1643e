"""What scores say to a reader: who moved and why, who stands where among others, which lights are on."""
