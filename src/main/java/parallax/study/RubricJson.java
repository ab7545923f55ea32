package parallax.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rubric as JSON, in `rubrics/` and in exports. What is empty is left out.
///
/// @param options what a question offers that lists no options of its own
record RubricJson(
        @Nullable String title,
        @Nullable List<AnswerOption> options,
        @Nullable List<Group> groups) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .serializationInclusion(JsonInclude.Include.NON_EMPTY)
            .build();

    /// How a question's answer comes about and what it does.
    private enum Role {
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

    record Group(
            @Nullable String title,
            @Nullable String guidance,
            @Nullable List<Written> questions) {}

    /// One question.
    record Written(
            @Nullable String code,
            @Nullable Role role,
            @Nullable String prompt,
            @Nullable String definition,
            @Nullable String positive,
            @Nullable String negative,
            @Nullable List<AnswerOption> options) {

        static Written of(Question question) {
            return switch (question) {
                case SingleChoice choice -> of(choice, choice.asking().feeding() ? Role.FEEDING : Role.ASKED);
                case Derived derived -> of(derived, Role.DERIVED);
            };
        }

        private static Written of(Question question, Role role) {
            Wording wording = question.wording();
            return new Written(
                    question.code(),
                    role,
                    wording.prompt(),
                    wording.definition(),
                    wording.positive(),
                    wording.negative(),
                    question.options());
        }

        Question question(List<AnswerOption> common) {
            String named = orEmpty(code);
            Question.requireCode(named);
            Rubric.requireText(prompt, "the prompt of question '" + named + "'");
            if (role == null) {
                throw new IllegalArgumentException(
                        "the question '" + named + "' has no role (asked, feeding or derived)");
            }
            Wording wording = new Wording(orEmpty(prompt), orEmpty(definition), orEmpty(positive), orEmpty(negative));
            List<AnswerOption> offered = options == null || options.isEmpty() ? common : options;
            return switch (role) {
                case ASKED -> new SingleChoice(named, wording, offered, Asking.ALONE);
                case FEEDING -> new SingleChoice(named, wording, offered, Asking.FEEDING);
                case DERIVED -> new Derived(named, wording, offered);
            };
        }
    }

    static Rubric named(String name) {
        String resource = "/rubrics/" + name + ".json";
        try (InputStream json = RubricJson.class.getResourceAsStream(resource)) {
            if (json == null) {
                throw new IllegalArgumentException("no rubric template '" + name + "' (looked for " + resource + ")");
            }
            return read(new String(json.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the rubric template " + resource + " cannot be read", unreadable);
        }
    }

    static Rubric read(String json) {
        try {
            return JSON.readValue(json, RubricJson.class).rubric();
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("not a rubric: " + broken.getOriginalMessage(), broken);
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException("not a rubric: " + broken.getMessage(), broken);
        }
    }

    static String write(Rubric rubric) {
        List<Group> groups = rubric.groups().stream()
                .map(group -> new Group(
                        group.title(),
                        group.guidance(),
                        group.questions().stream().map(Written::of).toList()))
                .toList();
        try {
            return JSON.writerWithDefaultPrettyPrinter()
                            .writeValueAsString(new RubricJson(rubric.title(), List.of(), groups))
                    + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a rubric to JSON", impossible);
        }
    }

    private Rubric rubric() {
        List<AnswerOption> common = listed(options);
        return new Rubric(
                orEmpty(title),
                listed(groups).stream()
                        .map(group -> new Rubric.Group(
                                orEmpty(group.title),
                                orEmpty(group.guidance),
                                listed(group.questions).stream()
                                        .map(question -> question.question(common))
                                        .toList()))
                        .toList());
    }

    private static <T> List<T> listed(@Nullable List<T> given) {
        return given == null ? List.of() : given;
    }

    private static String orEmpty(@Nullable String given) {
        return given == null ? "" : given;
    }
}
