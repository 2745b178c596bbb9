"""Facts against a provision: met, not met or unknown, and which fact decides."""
