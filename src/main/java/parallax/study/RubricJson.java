package parallax.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rubric as JSON, in `rubrics/`, in plans and in exports. What is empty is left out.
///
/// @param options what a question offers that lists no options of its own
public record RubricJson(
        @Nullable String title,
        @Nullable List<AnswerOption> options,
        @Nullable List<Group> groups) {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .serializationInclusion(JsonInclude.Include.NON_EMPTY)
            .build();

    /// @param atOnce `safe` where raters may answer all questions of the group at once
    public record Group(
            @Nullable String title,
            @Nullable String guidance,
            @Nullable String atOnce,
            @Nullable List<ObjectNode> questions) {}

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

    public static RubricJson of(Rubric rubric) {
        List<Question> all = rubric.questions().toList();
        List<Group> groups = rubric.groups().stream()
                .map(group -> new Group(
                        group.title(),
                        group.guidance(),
                        group.atOnce() == Rubric.AtOnce.SAFE ? "safe" : null,
                        group.questions().stream()
                                .map(question -> QuestionJson.of(question, all))
                                .toList()))
                .toList();
        return new RubricJson(rubric.title(), List.of(), groups);
    }

    static String write(Rubric rubric) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(of(rubric)) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a rubric to JSON", impossible);
        }
    }

    /// @throws IllegalArgumentException naming the rule that it breaks
    public Rubric rubric() {
        List<AnswerOption> common = listed(options);
        List<Question> earlier = new ArrayList<>();
        List<Rubric.Group> read = new ArrayList<>();
        for (Group group : listed(groups)) {
            List<Question> questions = new ArrayList<>();
            for (ObjectNode written : listed(group.questions)) {
                Question question = new QuestionJson(written).question(common, earlier);
                questions.add(question);
                earlier.add(question);
            }
            read.add(new Rubric.Group(orEmpty(group.title), orEmpty(group.guidance), questions, atOnce(group.atOnce)));
        }
        return new Rubric(orEmpty(title), read);
    }

    /// One question as a rubric's file has it.
    ///
    /// @param common what is offered where the question lists no options of its own
    /// @param earlier the questions before it, of which gates know the options
    /// @throws IllegalArgumentException naming the rule that it breaks
    public static Question question(ObjectNode written, List<AnswerOption> common, List<Question> earlier) {
        return new QuestionJson(written).question(common, earlier);
    }

    private static Rubric.AtOnce atOnce(@Nullable String word) {
        Rubric.require(word == null || word.equals("safe"), "atOnce is 'safe' or left out, not '" + word + "'");
        return word == null ? Rubric.AtOnce.NOTHING : Rubric.AtOnce.SAFE;
    }

    private static <T> List<T> listed(@Nullable List<T> given) {
        return given == null ? List.of() : given;
    }

    static String orEmpty(@Nullable String given) {
        return given == null ? "" : given;
    }
}
