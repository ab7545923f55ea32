package parallax.dataset.file;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import parallax.dataset.table.Spelling;

/// Words with which files say that they have no value: an answer that was not given, a group that was
/// not disclosed. Case, blanks and `_` make no difference.
public record MissingWords(Set<String> keys) {
    /// What panels, data frames and spreadsheets write. Not `None`, which is what some people are, of a religion say.
    public static final List<String> USUAL = List.of(
            "NaN",
            "NA",
            "N/A",
            "#N/A",
            "<NA>",
            "null",
            "missing",
            "DATA_EXPIRED",
            "CONSENT_REVOKED",
            "Prefer not to say",
            "Prefer not to answer",
            "Prefer not to disclose",
            "Rather not say",
            "Not disclosed",
            "Undisclosed");

    public static final MissingWords DEFAULT = of(USUAL);

    public MissingWords {
        keys = Set.copyOf(keys);
    }

    public static MissingWords of(Collection<String> words) {
        return new MissingWords(words.stream().map(MissingWords::key).collect(Collectors.toSet()));
    }

    /// True also for nothing but blanks.
    public boolean isMissing(String field) {
        String key = key(field);
        return key.isEmpty() || keys.contains(key);
    }

    private static String key(String word) {
        return Spelling.key(word.replace('_', ' '));
    }
}
