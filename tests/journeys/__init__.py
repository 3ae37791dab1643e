"""What people do in a real browser, told as stories, on one server with the demonstration."""
