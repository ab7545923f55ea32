package parallax.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import parallax.analysis.AnalysisRequest;
import parallax.analysis.AnalysisScope;
import parallax.analysis.Exclusion;
import parallax.analytics.UnsurePolicy;

/// What a program asks of an analysis. What it leaves out is as the page's form begins: every question and axis, every
/// reading of Unsure, all items, 1,000 permutations, no bootstrap, seed 1.
///
/// @param axes ways to group raters: axis codes, joined by `*` for two together
/// @param topics only items on these
/// @param models only replies that these wrote, by name
public record AnalysisOrder(
        @Schema(nullable = true) @Nullable List<String> questions,
        @Schema(nullable = true) @Nullable List<String> axes,
        @Schema(nullable = true) @Nullable List<UnsurePolicy> unsure,
        @Schema(nullable = true) @Nullable List<String> topics,
        @Schema(nullable = true) @Nullable List<String> models,

        @Schema(nullable = true, minimum = "0", maximum = "100000") @Nullable
        Integer permutations,

        @Schema(nullable = true, minimum = "0", maximum = "100000") @Nullable
        Integer bootstrap,

        @Schema(nullable = true, minimum = "0") @Nullable Long seed) {
    private static final AnalysisOrder OF_EVERYTHING =
            new AnalysisOrder(null, null, null, null, null, null, null, null);

    /// A name that nobody knows is a mistake: left out, it would widen what is computed.
    private static final ObjectReader STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build()
            .readerFor(AnalysisOrder.class);

    /// @throws IllegalArgumentException saying what is wrong with the text
    static AnalysisOrder read(String json) {
        try {
            AnalysisOrder order = json.isBlank() ? OF_EVERYTHING : STRICT.readValue(json);
            return order == null ? OF_EVERYTHING : order;
        } catch (UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    "An analysis has no “" + unknown.getPropertyName() + "”; it has " + known + ".", unknown);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("The body cannot be read: " + broken.getOriginalMessage(), broken);
        }
    }

    /// All that is wrong with it for a study, in sentences.
    List<String> faults(AnalysisScope scope) {
        var faults = new ArrayList<>(scope.faults(all(questions), axes == null ? List.of() : axes, cut())
                .values());
        addOutOfRange(faults, "permutations", permutations);
        addOutOfRange(faults, "bootstrap", bootstrap);
        if (seed != null && seed < 0) {
            faults.add("seed must be 0 or more.");
        }
        return faults;
    }

    private static void addOutOfRange(List<String> faults, String name, @Nullable Integer replicates) {
        if (replicates != null && (replicates < 0 || replicates > AnalysisRequest.MOST_REPLICATES)) {
            faults.add(name + " must be from 0 to " + AnalysisRequest.MOST_REPLICATES + ".");
        }
    }

    /// Of an order without faults.
    ///
    /// @param exclusion whose raters are left out; null for none
    AnalysisRequest request(AnalysisScope scope, @Nullable Exclusion exclusion) {
        return new AnalysisRequest(
                all(questions),
                axes == null ? scope.axes() : axes,
                unsure == null ? List.of(UnsurePolicy.values()) : unsure,
                cut().without(exclusion),
                AnalysisRequest.Method.ofEveryMetric(
                        Objects.requireNonNullElse(permutations, 1000),
                        Objects.requireNonNullElse(bootstrap, 0),
                        Objects.requireNonNullElse(seed, 1L)));
    }

    private AnalysisRequest.Cut cut() {
        return AnalysisRequest.Cut.to(all(topics), all(models));
    }

    private static List<String> all(@Nullable List<String> named) {
        return named == null ? List.of() : named;
    }
}
