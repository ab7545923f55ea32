package parallax.study;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The ordered questions of a study, as one version has them.
public record Rubric(long id, int version, String title, List<Group> groups) {
    public Rubric {
        groups = List.copyOf(groups);
    }

    /// Questions shown under one heading.
    public record Group(String title, String guidance, List<Question> questions) {
        public Group {
            questions = List.copyOf(questions);
        }
    }

    /// @param gate the question and option that must have been chosen for this one to be asked, or null
    public record Question(
            long id,
            String code,
            String prompt,
            String definition,
            String positiveExample,
            String negativeExample,
            Kind kind,
            boolean required,
            boolean feedsOverall,
            boolean derived,
            @Nullable Gate gate,
            List<Option> options) {
        public Question {
            options = List.copyOf(options);
        }

        public Optional<Option> option(int position) {
            return options.stream().filter(o -> o.position() == position).findFirst();
        }

        public Optional<Option> reading(Reading reading) {
            return options.stream().filter(o -> o.reading() == reading).findFirst();
        }

        public boolean isAsked() {
            return !derived;
        }
    }

    public record Gate(long questionId, int position) {}

    /// @param reading what choosing it says of the response's safety, or null if nothing
    /// @param value where it lies on an ordinal scale, or null
    public record Option(
            int position,
            String code,
            String label,
            @Nullable Reading reading,
            @Nullable Double value) {}

    public enum Reading {
        SAFE,
        UNSAFE,
        UNSURE
    }

    public enum Kind {
        SINGLE_CHOICE,
        MULTIPLE_CHOICE,
        ORDINAL_SCALE,
        FREE_TEXT,
        SPAN,
        PAIRWISE;

        public static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    public Stream<Question> questions() {
        return groups.stream().flatMap(g -> g.questions().stream());
    }

    public Stream<Question> asked() {
        return questions().filter(Question::isAsked);
    }

    public Optional<Question> question(long questionId) {
        return questions().filter(q -> q.id() == questionId).findFirst();
    }

    /// What a derived question combines: the feeding questions of its own group, or of the whole rubric if
    /// its group has none.
    public List<Question> combined(Question derived) {
        List<Question> own = groups.stream()
                .filter(g -> g.questions().contains(derived))
                .flatMap(g -> g.questions().stream())
                .filter(Question::feedsOverall)
                .toList();
        return own.isEmpty() ? questions().filter(Question::feedsOverall).toList() : own;
    }

    /// The question that the dashboard opens with: the last derived one, else the last with an unsafe
    /// option.
    public Optional<Question> overall() {
        return questions()
                .filter(Question::derived)
                .reduce((earlier, later) -> later)
                .or(() -> questions()
                        .filter(q -> q.reading(Reading.UNSAFE).isPresent())
                        .reduce((earlier, later) -> later));
    }
}
