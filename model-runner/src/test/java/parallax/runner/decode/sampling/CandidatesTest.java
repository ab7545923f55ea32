package parallax.runner.decode.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
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
        Candidates candidates = new Candidates();
        for (int i = 0; i < GRID; i++) {
            counts[new Sampler(sampler, prompt).drawn(row.clone(), (i + 0.5) / GRID, candidates)] += 1.0 / GRID;
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

    /// Flat rows of a large vocabulary, with many equal logits, against sorting all of it.
    @Test
    void a_top_p_cut_of_a_flat_row_is_that_of_a_full_sort() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            float[] row = new float[3000];
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextInt(seed % 2 == 0 ? 12 : 100_000) * (seed % 2 == 0 ? 0.2f : 2e-5f);
            }
            double p = 0.3 + 0.69 * random.nextDouble();
            double temperature = 0.5 + random.nextDouble();
            double uniform = random.nextDouble();
            SamplerSettings settings =
                    SamplerSettings.sampling(temperature, 1).withTopP(p).withMinP(seed % 3 * 0.1);
            assertEquals(
                    slowlyDrawn(row, settings, uniform),
                    new Candidates().drawn(row, settings, uniform),
                    "seed " + seed);
        }
    }

    /// The definition, word by word.
    private static int slowlyDrawn(float[] row, SamplerSettings settings, double uniform) {
        Integer[] order = new Integer[row.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> row[a] != row[b] ? Float.compare(row[b], row[a]) : Integer.compare(a, b));
        double[] weights = new double[row.length];
        Arrays.setAll(weights, i -> Math.exp((row[i] - row[order[0]]) / settings.temperature()));
        double mass = Arrays.stream(weights).sum();
        double held = 0;
        double[] kept = new double[row.length];
        for (int i = 0; i < order.length && held < settings.topP() * mass; i++) {
            int token = order[i];
            held += weights[token];
            kept[token] = weights[token] >= settings.minP() ? weights[token] : 0;
        }
        double target = uniform * Arrays.stream(kept).sum();
        double passed = 0;
        for (int token = 0; token < kept.length; token++) {
            passed += kept[token];
            if (passed > target) {
                return token;
            }
        }
        throw new AssertionError("the uniform number is below 1");
    }

    @Test
    void weights_are_exponentials_to_nine_digits() {
        float[] row = new float[100_001];
        for (int i = 0; i < row.length; i++) {
            row[i] = -i / 1000f;
        }
        double[] weights = new double[row.length];
        Logits.weights(row, 1, weights);
        for (int i = 0; i < row.length; i++) {
            assertEquals(1, weights[i] / Math.exp(row[i]), 1e-9, "exp(" + row[i] + ")");
        }
        assertEquals(1, weights[0]);
        Logits.weights(new float[] {-1e30f, Float.NEGATIVE_INFINITY, 0}, 0.01, weights);
        assertTrue(weights[0] < 1e-200 && weights[1] < 1e-200, "far away tokens have next to no weight");
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
        assertEquals(
                0,
                sampler.drawn(row.clone(), 0, new Candidates()),
                "the prompt does not count for the presence penalty");
        assertEquals(0, sampler.drawn(row.clone(), 0, new Candidates()));
        assertEquals(
                0,
                sampler.drawn(row.clone(), 0, new Candidates()),
                "2 − 0.05 stays ahead of 1.9, however often it is written");
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
