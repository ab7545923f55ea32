package parallax.web;

import java.util.LinkedHashMap;
import java.util.Map;

/// What viewers were answered, but for how many have withdrawn since the release: the one number that may move
/// before the next.
final class WithoutWithdrawals {
    private WithoutWithdrawals() {}

    /// @param seen what each address was answered with
    static Map<String, String> of(Map<String, String> seen) {
        var without = new LinkedHashMap<String, String>();
        seen.forEach((address, text) -> without.put(
                address,
                (address.contains("/report") ? withoutChecksums(text) : text)
                        .replaceFirst("^200 \"[^\"]*\"", "200 tag")
                        .replaceAll("Nobody has taken their data back since\\.", "WITHDRAWN")
                        .replaceAll(
                                "One rater has taken their data back since, and may still be counted here\\.",
                                "WITHDRAWN")
                        .replaceAll("\"withdrawnSince\"( ?: ?)[0-9]+", "\"withdrawnSince\"$1N")
                        .replaceAll("<td class=\"number\">[0-9]+</td><td>shown to viewers", "WITHDRAWN")));
        return without;
    }

    /// A report says how many have withdrawn, too, so that its checksums, sizes and signature move with that.
    private static String withoutChecksums(String report) {
        String quote = "(?:&quot;|\\\\?\")";
        return report.replaceAll("[0-9a-f]{64}", "CHECKSUM")
                .replaceAll("(bytes" + quote + "\\s*:\\s*)[0-9]+", "$1N")
                .replaceAll("(signature" + quote + "\\s*:\\s*" + quote + ")[A-Za-z0-9+/=]+", "$1SIGNATURE");
    }
}
