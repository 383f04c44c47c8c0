"""What people have decided of names and facts, and what that makes of them."""
