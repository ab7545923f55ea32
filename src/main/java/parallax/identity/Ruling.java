package parallax.identity;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What an owner changes of the rules of the installation. What is null stays.
///
/// @param leastGroup fewer raters than this are shown of no study
/// @param secondFactor whether staff need more than a password
public record Ruling(@Nullable Integer leastGroup, @Nullable Boolean secondFactor) {
    public static Ruling leastGroup(int raters) {
        return new Ruling(raters, null);
    }

    /// What it makes of some rules, for the audit trail: the value before and the one after, by name.
    TreeMap<String, String> changesOf(InstallationRules before) {
        var changes = new TreeMap<String, String>();
        if (leastGroup != null) {
            changes.put("least-group", before.leastGroup() + " -> " + leastGroup);
        }
        if (secondFactor != null) {
            changes.put("second-factor", word(before.needsSecondFactor()) + " -> " + word(secondFactor));
        }
        return changes;
    }

    static String word(boolean required) {
        return required ? "required" : "optional";
    }
}
