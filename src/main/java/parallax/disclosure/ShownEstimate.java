package parallax.disclosure;

import parallax.analysis.StoredEstimate;

/// An estimate as somebody is shown it.
///
/// @param stored without a value where it is hidden
public record ShownEstimate(StoredEstimate stored, Protection protection) {}
