package parallax.store;

/// Part of a rule: a query that finds the rows against it.
///
/// @param query of two columns, the id of the row at fault and what is wrong with it, in a sentence
public record Invariant(Invariants.Rule rule, String query) {}
