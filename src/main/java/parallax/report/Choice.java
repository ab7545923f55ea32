package parallax.report;

/// One of the things that a viewer can choose to see.
public record Choice(String code, String label, boolean chosen) {}
