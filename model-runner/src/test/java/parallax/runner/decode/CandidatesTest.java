package parallax.runner.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parallax.runner.SamplerSettings;

/// Draws against the distributions that transformers' logits processors leave, made by
/// `src/test/fixtures-script/make_distributions.py`.
class CandidatesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int GRID = 4000;

    /// Walks the uniform number through (0, 1): the share of draws that hit a token is its probability.
    @Test
    void draws_have_the_shares_that_transformers_gives() throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/fixtures/distributions.jsonl"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                check(JSON.readTree(line));
            }
        }
    }

    private static void check(JsonNode fixture) {
        JsonNode settings = fixture.get("settings");
        double temperature = settings.get("temperature").asDouble();
        int topK = settings.path("top_k").asInt(0);
        double topP = settings.path("top_p").asDouble(1);
        double minP = settings.path("min_p").asDouble(0);
        double penalty = settings.path("repetition_penalty").asDouble(1);
        SamplerSettings sampler = SamplerSettings.sampling(temperature, 1)
                .withTopK(topK)
                .withTopP(topP)
                .withMinP(minP)
                .withPenalties(penalty, 0);
        int[] prompt = ints(fixture.get("prompt"));
        float[] row = floats(fixture.get("logits"));
        double[] counts = new double[row.length];
        for (int i = 0; i < GRID; i++) {
            counts[new Sampler(sampler, prompt).drawn(row.clone(), (i + 0.5) / GRID)] += 1.0 / GRID;
        }
        for (int token = 0; token < row.length; token++) {
            assertEquals(
                    fixture.get("shares").get(token).asDouble(), counts[token], 1.01 / GRID, settings + ", " + token);
        }
    }

    private static int[] ints(JsonNode array) {
        int[] values = new int[array.size()];
        Arrays.setAll(values, i -> array.get(i).asInt());
        return values;
    }

    private static float[] floats(JsonNode array) {
        float[] values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) array.get(i).asDouble();
        }
        return values;
    }

    @Test
    void the_top_tokens_are_those_of_a_full_sort() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            float[] row = new float[500];
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextInt(60);
            }
            Integer[] sorted = new Integer[row.length];
            Arrays.setAll(sorted, i -> i);
            Arrays.sort(sorted, (a, b) -> row[a] != row[b] ? Float.compare(row[b], row[a]) : Integer.compare(a, b));
            int k = 1 + random.nextInt(row.length);
            int[] expected =
                    Arrays.stream(sorted).limit(k).mapToInt(Integer::intValue).toArray();
            assertEquals(Arrays.toString(expected), Arrays.toString(Logits.top(row, k)), "seed " + seed);
        }
    }

    /// Known answer of the first numbers, so that a change of the generator cannot pass unseen;
    /// uniformity by the mean of n numbers, whose standard deviation is 1/√(12n).
    @Test
    void random_numbers_depend_on_their_four_keys_and_are_uniform() {
        int n = 100_000;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += new RandomNumbers(7, i % 10, i % 100).at(i / 100);
        }
        assertEquals(0.5, sum / n, 4 / Math.sqrt(12.0 * n));
        long different = java.util.stream.Stream.of(
                        new RandomNumbers(1, 2, 3).at(4),
                        new RandomNumbers(2, 2, 3).at(4),
                        new RandomNumbers(1, 3, 3).at(4),
                        new RandomNumbers(1, 2, 4).at(4),
                        new RandomNumbers(1, 2, 3).at(5),
                        new RandomNumbers(2, 1, 3).at(4))
                .distinct()
                .count();
        assertEquals(6, different);
    }

    @Test
    void a_penalty_counts_a_token_once_however_often_it_appeared() {
        float[] row = {2, 1.9f, -1};
        SamplerSettings settings = SamplerSettings.greedy(3).withPenalties(1, 0.05);
        Sampler sampler = new Sampler(settings, new int[] {0, 0, 0});
        assertEquals(0, sampler.drawn(row.clone(), 0), "the prompt does not count for the presence penalty");
        assertEquals(0, sampler.drawn(row.clone(), 0));
        assertEquals(0, sampler.drawn(row.clone(), 0), "2 − 0.05 stays ahead of 1.9, however often it is written");
    }

    @Test
    void settings_that_make_no_sense_are_refused_by_name() {
        for (Runnable wrong : new Runnable[] {
            () -> SamplerSettings.sampling(-1, 5),
            () -> SamplerSettings.sampling(Double.NaN, 5),
            () -> SamplerSettings.greedy(0),
            () -> SamplerSettings.greedy(5).withTopP(0),
            () -> SamplerSettings.greedy(5).withMinP(2),
            () -> SamplerSettings.greedy(5).withTopK(-1),
            () -> SamplerSettings.greedy(5).withPenalties(0, 0),
            () -> SamplerSettings.greedy(5).withLogprobs(101)
        }) {
            assertThrows(IllegalArgumentException.class, wrong::run);
        }
    }
}
