// The child of a raw fork.
