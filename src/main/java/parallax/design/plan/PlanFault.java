package parallax.design.plan;

/// A mistake in a plan's file.
///
/// @param line from 1; 0 where the file as a whole is meant
/// @param at where in the plan, as a JSON pointer; empty where the file as a whole is meant
/// @param rule that is broken, in words
public record PlanFault(int line, String at, String rule) implements Comparable<PlanFault> {
    @Override
    public int compareTo(PlanFault other) {
        int byLine = Integer.compare(line, other.line);
        int byPlace = byLine != 0 ? byLine : at.compareTo(other.at);
        return byPlace != 0 ? byPlace : rule.compareTo(other.rule);
    }

    /// As people read it: “line 12, /raters/strata/0/target: must be 1 or more”.
    public String sentence() {
        String place = (line > 0 ? "line " + line : "") + (line > 0 && !at.isEmpty() ? ", " : "") + at;
        return place.isEmpty() ? rule : place + ": " + rule;
    }
}
