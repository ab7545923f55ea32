package parallax.runner.decode.graph;

/// Neighbouring slots that take part in a run together.
record SlotRange(int first, int count) {}
