package parallax.judgment;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parallax.assignment.Assignment;
import parallax.assignment.Assignments;
import parallax.assignment.Drafts;
import parallax.rater.NotHere;
import parallax.rater.Participation;
import parallax.rater.RaterSession;
import parallax.study.Rubrics;
import parallax.study.Study;

/// Answers that a page without scripts sends when its session is over: the browser holds them, sealed,
/// until its rater is back, and then they are kept on the very assignment that they were given on, or
/// nowhere.
@RequestScoped
public class CarriedAnswers {
    private final RaterSession session;
    private final Assignments assignments;
    private final Drafts drafts;
    private final Rubrics rubrics;
    private final Clock clock;

    public CarriedAnswers(RaterSession session, Assignments assignments, Drafts drafts, Rubrics rubrics, Clock clock) {
        this.session = session;
        this.assignments = assignments;
        this.drafts = drafts;
        this.rubrics = rubrics;
        this.clock = clock;
    }

    /// @param at when they were sent, in milliseconds
    /// @param chosen the option's position by the question's id
    private record Carried(UUID assignment, Drafts.Page page, long at, Map<Long, Integer> chosen) {
        String line() {
            String answers = chosen.entrySet().stream()
                    .map(answer -> answer.getKey() + ":" + answer.getValue())
                    .collect(Collectors.joining(","));
            return String.join(" ", assignment.toString(), page.name(), Long.toString(at), answers);
        }

        private static final Pattern LINE =
                Pattern.compile("[0-9a-f-]{36} (ITEM|CHANGES) \\d{1,18} (\\d{1,18}:\\d{1,4},?)+");

        static Optional<Carried> of(String line) {
            return LINE.matcher(line).matches() ? Optional.of(read(line)) : Optional.empty();
        }

        private static Carried read(String line) {
            String[] parts = line.split(" ", 4);
            var chosen = new TreeMap<Long, Integer>();
            Arrays.stream(parts[3].split(",", -1))
                    .filter(answer -> !answer.isEmpty())
                    .map(answer -> answer.split(":", 2))
                    .forEach(answer -> chosen.put(Long.valueOf(answer[0]), Integer.valueOf(answer[1])));
            return new Carried(
                    UUID.fromString(parts[0]), Drafts.Page.valueOf(parts[1]), Long.parseLong(parts[2]), chosen);
        }
    }

    /// The rater's assignment of that key; if it is not theirs to answer now, what the form holds goes
    /// along until it is.
    ///
    /// @throws NotHere with what was answered
    Assignment assignment(Study study, UUID key, MultivaluedMap<String, String> form) {
        return session.participation(study)
                .flatMap(rater -> assignments.of(rater, key))
                .orElseThrow(() -> new NotHere(study, carried(study, key, form)));
    }

    private @Nullable String carried(Study study, UUID key, MultivaluedMap<String, String> form) {
        Answers answers;
        try {
            answers = Answers.fromForm(rubrics.ofStudy(study.id()), form);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage(), e);
        }
        return answers.chosen().isEmpty()
                ? null
                : new Carried(key, page(form), clock.instant().toEpochMilli(), answers.chosen()).line();
    }

    /// Keeps what this browser carried of the rater before it.
    ///
    /// @return whether there was any, which the browser need not hold any longer
    boolean putDown(Study study, Participation rater) {
        Optional<Carried> carried = session.carried(study).flatMap(Carried::of);
        Optional<Assignment> theirs = carried.flatMap(c -> assignments.of(rater, c.assignment()));
        theirs.ifPresent(assignment -> {
            Carried held = carried.get();
            drafts.keep(assignment, held.page(), held.chosen(), held.at());
        });
        return theirs.isPresent();
    }

    static Drafts.Page page(MultivaluedMap<String, String> form) {
        return form.containsKey("change") ? Drafts.Page.CHANGES : Drafts.Page.ITEM;
    }
}
