"""What one begins with: scenarios as data, each with settings that teach something."""
