package parallax.judgment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import parallax.assignment.Drafts;
import parallax.assignment.Drafts.Draft;

/// What a browser holds of a page that was sent when its session was over, as one line of a cookie.
///
/// @param at when it was sent, in milliseconds
/// @param held the answers by the question's id
record CarriedLine(UUID assignment, Drafts.Page page, long at, Map<Long, Draft> held) {
    /// What a cookie holds after it is sealed is a third longer, and browsers take 4,096 characters.
    static final int LONGEST = 2_600;

    private static final Pattern LINE = Pattern.compile(
            "[0-9a-f-]{36} (ITEM|CHANGES) \\d{1,18} (\\d{1,18}:(b?\\d{1,4}(\\+\\d{1,4})*|~[\\w-]+),?)+");

    /// The line, without the texts that there is no room for: the longest go first.
    String line() {
        String line = joined(held);
        var kept = new TreeMap<>(held);
        while (line.length() > LONGEST && kept.values().stream().anyMatch(draft -> draft.words() != null)) {
            kept.remove(longest(kept));
            line = joined(kept);
        }
        return line;
    }

    /// Whether the line says everything.
    boolean isWhole() {
        return joined(held).length() <= LONGEST;
    }

    private static long longest(Map<Long, Draft> held) {
        long longest = 0;
        int length = -1;
        for (var one : held.entrySet()) {
            String words = one.getValue().words();
            if (words != null && words.length() > length) {
                longest = one.getKey();
                length = words.length();
            }
        }
        return longest;
    }

    private String joined(Map<Long, Draft> answers) {
        List<String> words = new ArrayList<>();
        answers.forEach((question, draft) -> words.add(question + ":" + written(draft)));
        return String.join(" ", assignment.toString(), page.name(), Long.toString(at), String.join(",", words));
    }

    private static String written(Draft draft) {
        String words = draft.words();
        if (words != null) {
            return "~" + Base64.getUrlEncoder().withoutPadding().encodeToString(words.getBytes(StandardCharsets.UTF_8));
        }
        String positions =
                String.join("+", draft.positions().stream().map(String::valueOf).toList());
        return (draft.source() == Drafts.Source.BULK ? "b" : "") + positions;
    }

    static Optional<CarriedLine> of(String line) {
        return LINE.matcher(line).matches() ? Optional.of(read(line)) : Optional.empty();
    }

    private static CarriedLine read(String line) {
        String[] parts = line.split(" ", 4);
        var held = new TreeMap<Long, Draft>();
        Arrays.stream(parts[3].split(",", -1))
                .filter(answer -> !answer.isEmpty())
                .map(answer -> answer.split(":", 2))
                .forEach(answer -> held.put(Long.valueOf(answer[0]), draft(answer[1])));
        return new CarriedLine(
                UUID.fromString(parts[0]), Drafts.Page.valueOf(parts[1]), Long.parseLong(parts[2]), held);
    }

    private static Draft draft(String written) {
        if (written.startsWith("~")) {
            byte[] words = Base64.getUrlDecoder().decode(written.substring(1));
            return new Draft(List.of(), new String(words, StandardCharsets.UTF_8), Drafts.Source.RATER);
        }
        boolean together = written.startsWith("b");
        List<Integer> positions = Arrays.stream(
                        written.substring(together ? 1 : 0).split("\\+", -1))
                .map(Integer::valueOf)
                .toList();
        return new Draft(positions, null, together ? Drafts.Source.BULK : Drafts.Source.RATER);
    }
}
