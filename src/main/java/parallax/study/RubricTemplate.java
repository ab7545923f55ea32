package parallax.study;

import static parallax.store.Sql.bind;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parallax.store.Sql;

/// A rubric before it belongs to a study: groups of single-choice questions in the order in which they are
/// asked.
///
/// A derived question is never asked. Where its group holds feeding questions it combines those of its
/// group; where its group holds none it combines every feeding question of the rubric. Combining means:
/// unsafe if any answer reads unsafe, else unsure if any reads unsure, else safe.
///
/// @param options what a question offers that lists no options of its own
public record RubricTemplate(String title, List<Option> options, List<Group> groups) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .serializationInclusion(JsonInclude.Include.NON_EMPTY)
            .build();

    /// How a question's answer comes about and what it does.
    public enum Role {
        /// asked, and no part of a combined answer
        @JsonProperty("asked")
        ASKED,
        /// asked, and combined into the derived questions
        @JsonProperty("feeding")
        FEEDING,
        /// combined from the feeding questions
        @JsonProperty("derived")
        DERIVED
    }

    /// What an option says about the safety of the response.
    public enum Reading {
        @JsonProperty("safe")
        SAFE,
        @JsonProperty("unsafe")
        UNSAFE,
        @JsonProperty("unsure")
        UNSURE;

        /// The word that the database stores.
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Questions under one title, such as a family of harm.
    public record Group(String title, String guidance, List<Question> questions) {
        public Group {
            requireText(title, "a question group's title");
            guidance = Objects.requireNonNullElse(guidance, "");
            questions = listed(questions);
            require(!questions.isEmpty(), "the question group '" + title + "' has no question");
        }
    }

    /// One single-choice question with its definition and one example of either kind.
    ///
    /// @param positive a mild example that the question's unsafe option fits
    /// @param negative a near miss that it does not fit
    /// @param options empty where the template's own options are offered
    public record Question(
            String code,
            Role role,
            String prompt,
            String definition,
            String positive,
            String negative,
            List<Option> options) {
        public Question {
            requireText(code, "a question's code");
            require(code.length() <= 300, "the question code '" + code + "' is longer than 300 characters");
            require(role != null, "the question '" + code + "' has no role (asked, feeding or derived)");
            requireText(prompt, "the prompt of question '" + code + "'");
            definition = Objects.requireNonNullElse(definition, "");
            positive = Objects.requireNonNullElse(positive, "");
            negative = Objects.requireNonNullElse(negative, "");
            options = listed(options);
        }
    }

    /// @param reading null where the option says nothing about safety
    public record Option(
            String code, String label, @Nullable Reading reading) {
        public Option {
            requireText(code, "an option's code");
            requireText(label, "the label of option '" + code + "'");
        }
    }

    public RubricTemplate {
        requireText(title, "a rubric's title");
        options = listed(options);
        groups = listed(groups);
        Set<String> codes = new HashSet<>();
        for (Group group : groups) {
            for (Question question : group.questions) {
                require(codes.add(question.code), "the question code '" + question.code + "' occurs twice");
                requireUsable(question, offered(question, options));
            }
        }
        require(!codes.isEmpty(), "the rubric '" + title + "' has no question");
        boolean fed = questions(groups).anyMatch(question -> question.role == Role.FEEDING);
        boolean derives = questions(groups).anyMatch(question -> question.role == Role.DERIVED);
        require(fed || !derives, "the rubric '" + title + "' derives a question from nothing");
    }

    /// Reads `rubrics/<name>.json`: `dices-350`, `dices-990` or `safety-short`.
    public static RubricTemplate named(String name) {
        String resource = "/rubrics/" + name + ".json";
        try (InputStream json = RubricTemplate.class.getResourceAsStream(resource)) {
            if (json == null) {
                throw new IllegalArgumentException("no rubric template '" + name + "' (looked for " + resource + ")");
            }
            return JSON.readValue(json, RubricTemplate.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the rubric template " + resource + " cannot be read", unreadable);
        }
    }

    /// Reads what [#toJson] wrote.
    ///
    /// @throws IllegalArgumentException naming the rule that the text breaks
    public static RubricTemplate fromJson(String json) {
        try {
            return JSON.readValue(json, RubricTemplate.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("not a rubric: " + broken.getOriginalMessage(), broken);
        }
    }

    public String toJson() {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a rubric to JSON", impossible);
        }
    }

    /// Every question, in the order in which it is asked.
    public Stream<Question> questions() {
        return questions(groups);
    }

    /// The options that a rater of this question chooses from.
    public List<Option> offered(Question question) {
        return offered(question, options);
    }

    /// Inserts the rubric with its groups, questions and options, in the caller's transaction.
    ///
    /// @return the rubric's id
    public long insert(Connection connection, long studyId, int version) throws SQLException {
        long rubricId = inserted(
                connection,
                "insert into rubric (study_id, version, title) values (:study, :version, :title) returning id",
                bind("study", studyId),
                bind("version", version),
                bind("title", title));
        int position = 0;
        for (int g = 0; g < groups.size(); g++) {
            Group group = groups.get(g);
            long groupId = inserted(
                    connection,
                    """
                    insert into question_group (rubric_id, position, title, guidance)
                    values (:rubric, :position, :title, :guidance) returning id""",
                    bind("rubric", rubricId),
                    bind("position", g),
                    bind("title", group.title),
                    bind("guidance", group.guidance));
            for (Question question : group.questions) {
                insert(connection, rubricId, groupId, position++, question);
            }
        }
        return rubricId;
    }

    private void insert(Connection connection, long rubricId, long groupId, int position, Question question)
            throws SQLException {
        List<Option> offered = offered(question);
        inserted(
                connection,
                """
                with q as (
                    insert into question (rubric_id, question_group_id, position, code, prompt, definition,
                                          positive_example, negative_example, kind, feeds_overall, derived)
                    values (:rubric, :group, :position, :code, :prompt, :definition,
                            :positive, :negative, 'single_choice', :feeds_overall, :derived)
                    returning id
                ), options as (
                    insert into answer_option (question_id, position, code, label, reading)
                    select q.id, o.number - 1, o.code, o.label, o.reading
                    from q, unnest(:codes::text[], :labels::text[], :readings::text[]) with ordinality
                        as o (code, label, reading, number)
                )
                select id from q""",
                bind("rubric", rubricId),
                bind("group", groupId),
                bind("position", position),
                bind("code", question.code),
                bind("prompt", question.prompt),
                bind("definition", question.definition),
                bind("positive", question.positive),
                bind("negative", question.negative),
                bind("feeds_overall", question.role == Role.FEEDING),
                bind("derived", question.role == Role.DERIVED),
                bind("codes", offered.stream().map(Option::code).toArray(String[]::new)),
                bind("labels", offered.stream().map(Option::label).toArray(String[]::new)),
                bind(
                        "readings",
                        offered.stream()
                                .map(o -> o.reading == null ? null : o.reading.code())
                                .toArray(String[]::new)));
    }

    private static long inserted(Connection connection, String sql, Sql.Binding... bindings) throws SQLException {
        try (var insert = Sql.prepared(connection, sql, bindings);
                var row = insert.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void requireUsable(Question question, List<Option> offered) {
        require(offered.size() >= 2, "the question '" + question.code + "' offers fewer than two options");
        Set<String> codes = new HashSet<>();
        for (Option option : offered) {
            require(codes.add(option.code), "the question '" + question.code + "' offers '" + option.code + "' twice");
            require(
                    question.role == Role.ASKED || option.reading != null,
                    "the option '" + option.code + "' of question '" + question.code
                            + "' has no reading, so it cannot be combined");
        }
    }

    private static List<Option> offered(Question question, List<Option> common) {
        return question.options.isEmpty() ? common : question.options;
    }

    private static Stream<Question> questions(List<Group> groups) {
        return groups.stream().flatMap(group -> group.questions.stream());
    }

    private static <T> List<T> listed(@Nullable List<T> given) {
        return given == null ? List.of() : List.copyOf(given);
    }

    private static void requireText(@Nullable String text, String what) {
        require(text != null && !text.isBlank(), what + " is missing");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
