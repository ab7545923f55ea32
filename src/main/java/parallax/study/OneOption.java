package parallax.study;

/// A question whose answer is one of its options: what metrics read.
public sealed interface OneOption extends Question permits SingleChoice, OrdinalScale, Pairwise, Derived {}
