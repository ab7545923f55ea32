package parallax.judgment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parallax.assignment.Drafts;
import parallax.identity.Token;
import parallax.study.Answer;
import parallax.study.AnswerOption;
import parallax.study.Asking;
import parallax.study.Derived;
import parallax.study.InWords;
import parallax.study.OneOption;
import parallax.study.Question;
import parallax.study.Reading;
import parallax.study.Reason;
import parallax.study.SeveralOptions;
import parallax.study.StoredQuestion;
import parallax.study.StoredRubric;

/// One rater's answers to a rubric, by the questions' ids.
///
/// A required question without an answer is a gap, not an error: the rater is shown it, and so is one whose
/// answer breaks its rules. A question whose gate was not opened is not asked, and stored as such.
///
/// @param bulk the questions that were answered together with others of their group, by one press
public record Answers(Map<Long, Answer> given, Set<Long> bulk) {
    public Answers {
        given = java.util.Collections.unmodifiableMap(new TreeMap<>(given));
        bulk = bulk.stream().filter(given::containsKey).collect(Collectors.toUnmodifiableSet());
    }

    /// @param chosen the option's position by the question's id
    public Answers(Map<Long, Integer> chosen) {
        this(
                chosen.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, one -> new Answer.One(one.getValue()))),
                Set.of());
    }

    public static Answers none() {
        return new Answers(Map.of(), Set.of());
    }

    /// What was kept and is still an answer to its question.
    static Answers of(StoredRubric rubric, Drafts.Kept kept) {
        return none().changed(rubric, kept);
    }

    /// Reads `q.{questionId}` fields, of which a set of options has several, and `bulk.{questionId}`, the
    /// option that was chosen together with others; anything that is not a question or option of the rubric
    /// is refused.
    ///
    /// @throws IllegalArgumentException naming the field and the rule
    public static Answers fromForm(StoredRubric rubric, Map<String, List<String>> form) {
        var given = new TreeMap<Long, Answer>();
        var bulk = new TreeSet<Long>();
        form.forEach((field, values) -> {
            if (field.startsWith("q.") && !String.join("", values).isBlank()) {
                long id = number(field, field.substring(2));
                given.put(id, read(rubric, field, id, values));
                if (values.equals(form.get("bulk." + id))) {
                    bulk.add(id);
                }
            }
        });
        return new Answers(given, bulk);
    }

    /// The chosen option's position, where one option was chosen.
    public Map<Long, Integer> chosen() {
        var chosen = new TreeMap<Long, Integer>();
        given.forEach((question, answer) -> {
            if (answer instanceof Answer.One one) {
                chosen.put(question, one.position());
            }
        });
        return chosen;
    }

    public boolean isEmpty() {
        return given.isEmpty();
    }

    /// Questions that are asked and required and not answered, or answered against their rules, in
    /// order.
    public List<StoredQuestion> gaps(StoredRubric rubric) {
        return rubric.asked()
                .filter(question -> isAsked(rubric, question))
                .filter(question -> isGap(question.question(), given.get(question.id())))
                .toList();
    }

    private static boolean isGap(Question question, @Nullable Answer answer) {
        return answer == null ? question.ifAsked().filter(Asking::required).isPresent() : !answer.fits(question);
    }

    /// Whether a question is asked of whoever answered this so far. A gate is closed while its own question
    /// is not asked; a reason is asked with what it is about.
    public boolean isAsked(StoredRubric rubric, StoredQuestion question) {
        return question.isAsked()
                && rubric.isAbout(question.question())
                && question.question().gate().stream().allMatch(gate -> isOpen(rubric, gate))
                && (!(question.question() instanceof Reason reason)
                        || reason.about() == null
                        || rubric.question(reason.about())
                                .filter(about -> isAsked(rubric, about))
                                .isPresent());
    }

    private boolean isOpen(StoredRubric rubric, Asking.Gate gate) {
        return rubric.question(gate.question())
                .filter(question -> isAsked(rubric, question))
                .map(question -> given.get(question.id()))
                .filter(answer -> answer.options().stream().anyMatch(gate.positions()::contains))
                .isPresent();
    }

    /// With some of them changed, and some taken back.
    Answers changed(StoredRubric rubric, Drafts.Kept kept) {
        var all = new TreeMap<>(given);
        var together = new TreeSet<>(bulk);
        kept.given()
                .forEach((id, draft) -> rubric.question(id)
                        .flatMap(question -> Answer.of(question.question(), draft.positions(), draft.words()))
                        .ifPresent(answer -> {
                            all.put(id, answer);
                            together.remove(id);
                        }));
        together.addAll(kept.bulk());
        all.keySet().removeAll(kept.cleared());
        return new Answers(all, together);
    }

    /// Without what was answered below a gate that is not open: it was not asked.
    Answers asked(StoredRubric rubric) {
        var asked = new TreeMap<>(given);
        rubric.asked().filter(q -> !isAsked(rubric, q)).forEach(q -> asked.remove(q.id()));
        return new Answers(asked, bulk);
    }

    /// With the safe option for every question of a group that is still open, if raters may answer it
    /// at once.
    Answers answeredAtOnce(StoredRubric rubric, int group) {
        var all = new TreeMap<>(given);
        var together = new TreeSet<>(bulk);
        rubric.openAtOnce(group)
                .filter(question -> !given.containsKey(question.id()))
                .forEach(question -> {
                    all.put(question.id(), new Answer.One(question.positionOf(Reading.SAFE)));
                    together.add(question.id());
                });
        return new Answers(all, together);
    }

    /// As drafts keep them.
    Map<Long, Drafts.Draft> drafts() {
        var drafts = new TreeMap<Long, Drafts.Draft>();
        given.forEach((id, answer) -> drafts.put(id, draft(answer, bulk.contains(id))));
        return drafts;
    }

    private static Drafts.Draft draft(Answer answer, boolean together) {
        return new Drafts.Draft(
                answer.options(),
                answer instanceof Answer.Text text ? text.words() : null,
                together ? Drafts.Source.BULK : Drafts.Source.RATER);
    }

    /// Identifies what was answered: SHA-256 of one line `question:ordinal:option:text` for every row, in
    /// order of question and ordinal.
    public byte[] contentHash() {
        var lines = new ArrayList<String>();
        given.forEach((question, answer) -> answer.rows()
                .forEach(row -> lines.add(question + ":" + row.ordinal() + ":"
                        + (row.position() == null ? "" : row.position()) + ":"
                        + (row.content() == null ? "" : row.content()))));
        return Token.sha256(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    /// Every row to store: what was answered, what was not asked, and what is derived from it.
    List<Stored> stored(StoredRubric rubric) {
        var stored = new ArrayList<Stored>();
        rubric.questions().forEach(question -> stored.addAll(stored(rubric, question)));
        return stored;
    }

    /// @param position the option, or -1 where there is none
    record Stored(
            long questionId,
            int ordinal,
            int position,
            @Nullable String content,
            String source) {
        static Stored of(long questionId, Answer.Row row, String source) {
            Integer position = row.position();
            return new Stored(questionId, row.ordinal(), position == null ? -1 : position, row.content(), source);
        }
    }

    private List<Stored> stored(StoredRubric rubric, StoredQuestion question) {
        if (question.question() instanceof Derived derived) {
            return derived(rubric, derived).stream()
                    .map(position -> new Stored(question.id(), 0, position, null, "derived"))
                    .toList();
        }
        if (!isAsked(rubric, question)) {
            return List.of(new Stored(question.id(), 0, -1, null, "not_asked"));
        }
        Answer answer = given.get(question.id());
        String source = bulk.contains(question.id()) ? "bulk" : "rater";
        return answer == null
                ? List.of()
                : answer.rows().stream()
                        .map(row -> Stored.of(question.id(), row, source))
                        .toList();
    }

    /// The position of the option with the combined reading; nothing if no combined question was
    /// answered.
    private Optional<Integer> derived(StoredRubric rubric, Derived question) {
        List<Reading> readings = rubric.combined(question).stream()
                .filter(fed -> isAsked(rubric, fed))
                .flatMap(fed -> reading(fed).stream())
                .toList();
        return Reading.combined(readings)
                .flatMap(question::reading)
                .map(option -> question.options().indexOf(option));
    }

    /// What an answer says of the response's safety.
    private Optional<Reading> reading(StoredQuestion question) {
        return given.get(question.id()) instanceof Answer.One one
                ? question.option(one.position()).map(AnswerOption::reading)
                : Optional.empty();
    }

    private static Answer read(StoredRubric rubric, String field, long questionId, List<String> values) {
        Question question = rubric.question(questionId)
                .map(StoredQuestion::question)
                .filter(Question::isAsked)
                .orElseThrow(() -> new IllegalArgumentException("field " + field + " is not a question of this study"));
        return switch (question) {
            case OneOption one -> new Answer.One(option(one, field, only(field, values)));
            case SeveralOptions several ->
                new Answer.Several(values.stream()
                        .filter(value -> !value.isEmpty())
                        .map(value -> option(several, field, value))
                        .toList());
            case InWords text -> text(field, only(field, values));
        };
    }

    private static String only(String field, List<String> values) {
        if (values.size() > 1) {
            throw new IllegalArgumentException("field " + field + " takes one answer and was sent " + values.size());
        }
        return values.getFirst();
    }

    private static Answer.Text text(String field, String words) {
        try {
            return new Answer.Text(words);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("field " + field + ": " + e.getMessage(), e);
        }
    }

    private static int option(Question question, String field, String value) {
        long position = number(field, value);
        if (position < 0 || position >= question.options().size()) {
            throw new IllegalArgumentException("field " + field + " has no option " + position);
        }
        return Math.toIntExact(position);
    }

    private static long number(String field, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("field " + field + " needs a whole number", e);
        }
    }
}
