package parallax.runner.decode;

/// Neighbouring slots that take part in a run together.
record SlotRange(int first, int count) {}
