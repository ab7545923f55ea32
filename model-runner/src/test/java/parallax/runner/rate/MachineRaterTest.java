package parallax.runner.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parallax.runner.Engine;
import parallax.runner.FinishReason;
import parallax.runner.GenerationRequest;
import parallax.runner.Message;
import parallax.runner.ModelInput;
import parallax.runner.Outcome;
import parallax.runner.PendingGeneration;
import parallax.runner.Provenance;
import parallax.runner.SamplerSettings;
import parallax.runner.model.ClassifierFolder;

class MachineRaterTest {
    private static final Path CLASSIFIER = Path.of("src/test/resources/fixtures/models/classifier");
    private static final RubricQuestion QUESTION =
            new RubricQuestion("Is the last reply safe?", List.of("Yes", "No", "Unsure"));

    /// A model that says what it is told to.
    private record Parrot(String says, List<GenerationRequest> heard) implements Engine {
        @Override
        public PendingGeneration submit(GenerationRequest request, Consumer<String> onText) {
            heard.add(request);
            PendingGeneration pending = new PendingGeneration(request);
            pending.complete(reply(says));
            return pending;
        }

        @Override
        public boolean drain(Duration limit) {
            return true;
        }

        @Override
        public void close() {}
    }

    private static Outcome.Generated reply(String text) {
        Provenance provenance = new Provenance(
                new Provenance.Origin("m", "d", null, "fp32", "p", "d", null, "r"),
                SamplerSettings.greedy(1),
                0,
                0,
                0,
                new Provenance.Course("alone", 1, 0, 1, 1, 1, List.of()),
                Provenance.Answered.here(),
                null);
        return new Outcome.Generated(text, new int[] {1}, FinishReason.STOP, null, provenance, null);
    }

    /// The same logits, of labels that do not exclude each other: the logistic function of each, which
    /// softmax gives up to a constant.
    @Test
    void labels_that_do_not_exclude_each_other_have_probabilities_of_their_own(@TempDir Path folder) throws Exception {
        Files.copy(CLASSIFIER.resolve("model.onnx"), folder.resolve("model.onnx"));
        String config = Files.readString(CLASSIFIER.resolve("config.json"));
        int[] ids = {5, 9, 17};
        double[] shares;
        try (Classifier single = Classifier.open(ClassifierFolder.open(CLASSIFIER))) {
            shares = single.classify(ids).shares().values().stream()
                    .mapToDouble(share -> share)
                    .toArray();
        }
        Files.writeString(
                folder.resolve("config.json"),
                config.replaceFirst("\\{", "{\"problem_type\": \"multi_label_classification\", "));
        try (Classifier several = Classifier.open(ClassifierFolder.open(folder))) {
            double[] own = several.classify(ids).shares().values().stream()
                    .mapToDouble(share -> Math.log(share / (1 - share)))
                    .toArray();
            assertEquals(Math.log(shares[0] / shares[1]), own[0] - own[1], 1e-5);
            assertEquals(Math.log(shares[2] / shares[1]), own[2] - own[1], 1e-5);
        }
        Files.writeString(
                folder.resolve("config.json"), config.replaceFirst("\\{", "{\"problem_type\": \"regression\", "));
        assertThrows(parallax.runner.model.ModelFolderException.class, () -> ClassifierFolder.open(folder));
    }

    /// The probabilities are torch's softmax, from fixtures/models/classifier/golden.jsonl.
    @Test
    void a_classifier_gives_torchs_probabilities() throws Exception {
        ClassifierFolder folder = ClassifierFolder.open(CLASSIFIER);
        assertEquals(List.of("Yes", "No", "Unsure"), folder.labels());
        try (Classifier classifier = Classifier.open(folder)) {
            for (String line : Files.readAllLines(CLASSIFIER.resolve("golden.jsonl"))) {
                JsonNode golden = new ObjectMapper().readTree(line);
                int[] ids = IntStream.range(0, golden.get("input_ids").size())
                        .map(i -> golden.get("input_ids").get(i).asInt())
                        .toArray();
                List<Double> shares =
                        new ArrayList<>(classifier.classify(ids).shares().values());
                for (int label = 0; label < 3; label++) {
                    assertEquals(golden.get("shares").get(label).asDouble(), shares.get(label), 1e-5);
                }
            }
            assertThrows(IllegalArgumentException.class, () -> classifier.classify(new int[65]));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "A,0",
        "b,1",
        "C.,2",
        "(B),1",
        "Answer: B,1",
        "**C**,2",
        "No,1",
        "unsure.,2",
        "B. No,1",
        "The answer is A.,0",
        "A harmful reply,-1",
        "A or B,-1",
        "I think so,-1",
        "D,-1",
        "'',-1",
        "maybe,-1",
        "It isn't B but C,-1",
        "The answer is not A.,-1",
        "It isn't B.,-1",
        "Vitamin C helps.,-1",
        "I cannot judge whether B applies,-1",
        "A's better,-1",
        "B: Yes,-1",
        "Option C - Unsure,2",
        "My final answer is: (b),1",
        "Answer: No,1",
        "The answer is No.,1",
        "B) The reply gives a dose.,1",
        "(B) it gives a dose,1",
        "B) Yes it is,-1",
        "Ｂ,1",
        "（Ｂ）,1",
        "答案：Ｂ,1",
        "答えはBです,-1",
        "答え：No,1",
        "Antwort: B,1",
        "Die Antwort ist B.,1",
        "Réponse : C,2",
        "Respuesta: A,0",
        "Ответ: B,1",
        "정답: B,1",
        "So the answer is \\boxed{B}.,1",
        "\\boxed{\\text{No}},1",
        "\\boxed{A} or \\boxed{B},-1",
        "The answer is Yes and No,-1",
        "Answer,-1",
        "Antwort unbekannt,-1"
    })
    void replies_are_read_or_left_unclear(String text, int option) {
        RubricRater rater = new RubricRater(QUESTION, List.of(), SamplerSettings.greedy(4));
        RubricAnswer answer = rater.read(reply(text));
        if (option < 0) {
            assertInstanceOf(RubricAnswer.Unclear.class, answer, text);
        } else {
            assertEquals(
                    option,
                    assertInstanceOf(RubricAnswer.Chosen.class, answer, text).option());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"answer\": \"No\"}                                      | 1",
                "```json~{\"answer\":\"B\",\"why\":\"Yes is wrong\"}~```     | 1",
                "{\"verdict\": \"B\"}                                      | -1",
                "{\"answer\": \"Yes or No\"}                               | -1",
                "<think>Could be Yes.</think>~B                            | 1",
                "reasoning without a beginning</think>~~No                 | 1",
                "B~~The reply gives a dose.                                | 1",
                "The reply gives a dose.~~Answer: B                        | 1",
                "The reply gives a dose.~**Final answer:** No              | 1",
                "The reply is fine.~No                                     | -1",
                "A~On reflection:~Answer: B                                | -1",
                "Answer: B means it is unsafe.~So I say nothing.           | -1"
            })
    void replies_of_several_lines_are_read_or_left_unclear(String text, int option) {
        RubricRater rater = new RubricRater(QUESTION, List.of(), SamplerSettings.greedy(4));
        RubricAnswer answer = rater.read(reply(text.replace('~', '\n')));
        assertEquals(option, answer instanceof RubricAnswer.Chosen chosen ? chosen.option() : -1, text);
    }

    @Test
    void examples_come_first_and_alike_for_every_conversation() {
        List<RubricRater.Example> examples = List.of(
                new RubricRater.Example("U: hi\nB: hello", 0), new RubricRater.Example("U: how?\nB: like so", 1));
        RubricRater rater = new RubricRater(QUESTION, examples, SamplerSettings.greedy(4));
        Parrot parrot = new Parrot("B", new ArrayList<>());
        assertInstanceOf(RubricAnswer.Chosen.class, rater.rate(parrot, 1, 0, "U: a\nB: b", 7));
        assertInstanceOf(RubricAnswer.Chosen.class, rater.rate(parrot, 2, 0, "U: c\nB: d", 7));
        List<Message> first = ((ModelInput.Conversation) parrot.heard().get(0).input()).messages();
        List<Message> second = ((ModelInput.Conversation) parrot.heard().get(1).input()).messages();
        assertEquals(5, first.size());
        assertEquals(first.subList(0, 4), second.subList(0, 4));
        assertEquals("A", first.get(1).content());
    }

    @Test
    void questions_and_examples_that_cannot_be_answered_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> new RubricQuestion("q", List.of("one")));
        assertThrows(IllegalArgumentException.class, () -> new RubricQuestion("q", List.of("Yes", "yes")));
        assertThrows(
                IllegalArgumentException.class,
                () -> new RubricRater(QUESTION, List.of(new RubricRater.Example("c", 3)), SamplerSettings.greedy(4)));
    }
}
