package parallax.runner.command;

import java.util.ArrayList;
import java.util.List;
import parallax.runner.SamplerSettings;
import picocli.CommandLine.Option;

/// How replies are drawn, as every command with a chat model lets it be chosen. Commands differ only in
/// what they draw with when nothing is chosen.
final class SamplerOptions {
    @Option(names = "--temperature", paramLabel = "T", description = "0 is greedy (${DEFAULT-VALUE}).")
    double temperature;

    @Option(names = "--top-p", paramLabel = "P", description = "In (0, 1] (${DEFAULT-VALUE}).")
    double topP;

    @Option(names = "--top-k", paramLabel = "K", description = "0 keeps all tokens (${DEFAULT-VALUE}).")
    int topK;

    @Option(names = "--min-p", paramLabel = "P", description = "In [0, 1] (${DEFAULT-VALUE}).")
    double minP;

    @Option(names = "--repetition-penalty", paramLabel = "X", description = "1 changes nothing (${DEFAULT-VALUE}).")
    double repetitionPenalty = 1;

    @Option(names = "--presence-penalty", paramLabel = "X", description = "0 changes nothing (${DEFAULT-VALUE}).")
    double presencePenalty;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the random numbers (${DEFAULT-VALUE}).")
    long seed;

    @Option(names = "--max-tokens", paramLabel = "N", description = "The most tokens in a reply (${DEFAULT-VALUE}).")
    int maxTokens;

    @Option(names = "--stop", paramLabel = "TEXT", description = "Ends a reply where it appears; may be repeated.")
    List<String> stops = new ArrayList<>();

    @Option(names = "--stop-token", paramLabel = "ID", description = "Ends a reply; may be repeated.")
    List<Integer> stopTokens = new ArrayList<>();

    SamplerOptions(double temperature, double topP, int maxTokens) {
        this.temperature = temperature;
        this.topP = topP;
        this.maxTokens = maxTokens;
    }

    /// @throws IllegalArgumentException if a value is out of its range
    SamplerSettings settings() {
        return SamplerSettings.sampling(temperature, maxTokens)
                .with(new SamplerSettings.Cuts(topK, topP, minP))
                .withPenalties(repetitionPenalty, presencePenalty)
                .withStops(stopTokens, stops);
    }
}
