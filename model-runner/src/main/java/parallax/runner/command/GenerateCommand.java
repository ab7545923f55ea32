package parallax.runner.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parallax.runner.Engine;
import parallax.runner.GenerationRequest;
import parallax.runner.SamplerSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `generate`: replies of a model to prompts, on standard output; everything else goes to standard
/// error.
///
/// Exit codes: 0 all replies written, 1 some prompts failed, 2 the command or its input is wrong, 3 the
/// model cannot be used, 130 and 143 ended by Ctrl-C and SIGTERM.
@Command(
        name = "parallax generate",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        sortOptions = false,
        description = "Writes a model's replies to prompts.",
        footer = {
            "",
            "A line of a prompts file is a JSON object with one of",
            "  \"messages\": [{\"role\": \"user\", \"content\": \"…\"}, …]",
            "  \"prompt\": \"…\"        the same as one user message, or raw text with --raw",
            "  \"input_ids\": [1, 2, …]  token ids, given to the model as they are",
            "and, if it likes, \"id\", which its replies then have too, \"topic\", \"tools\" and \"template_arguments\".",
            "Results go to standard output, one JSON object per sample (or text with --format text)."
        })
public final class GenerateCommand implements Callable<Integer> {
    /// How replies are printed.
    enum Format {
        jsonl,
        text
    }

    @Mixin
    ModelOptions models = new ModelOptions();

    @Option(
            names = "--prompts",
            paramLabel = "FILE",
            description = "JSON Lines file of prompts; - reads standard input.")
    @Nullable
    String prompts;

    @Option(
            names = {"-p", "--prompt"},
            paramLabel = "TEXT",
            description = "A prompt; may be repeated.")
    List<String> texts = new ArrayList<>();

    @Option(names = "--samples", paramLabel = "K", defaultValue = "1", description = "Replies per prompt (1).")
    int samples;

    @Mixin
    SamplerOptions sampling = new SamplerOptions(0.8, 0.95, 256);

    @Mixin
    TemplateOptions templates = new TemplateOptions();

    @Option(names = "--raw", description = "Continue prompts as they are, without the chat template.")
    boolean raw;

    @Option(
            names = "--logprobs",
            paramLabel = "N",
            defaultValue = "-1",
            description = "Log-probabilities of the chosen and the N most likely tokens (none).")
    int logprobs;

    @Option(names = "--format", paramLabel = "jsonl|text", description = "Default: text with -p, jsonl with --prompts.")
    @Nullable
    Format format;

    @Option(names = "--reproducible", description = "Run every sample alone: slower, but the same tokens every time.")
    boolean reproducible;

    private final PrintStream out;
    private final PrintStream err;

    GenerateCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        Commands.main("generate", GenerateCommand::new, arguments);
    }

    static int run(PrintStream out, PrintStream err, String... arguments) {
        return Commands.run("generate", new GenerateCommand(out, err), out, err, arguments);
    }

    @Override
    public Integer call() {
        List<PromptFile.Prompt> asked = prompts();
        List<GenerationRequest> requests = requests(asked);
        try (Engine engine = models.open()) {
            ReplyWriter writer = chosenFormat() == Format.text ? new TextWriter(out) : new JsonLinesWriter(out, asked);
            return new GenerationRun(engine, requests, writer, err, "generate").run() ? 0 : Commands.SOME_FAILED;
        }
    }

    private Format chosenFormat() {
        return format != null ? format : prompts == null ? Format.text : Format.jsonl;
    }

    private List<PromptFile.Prompt> prompts() {
        if ((prompts == null) == texts.isEmpty()) {
            throw new IllegalArgumentException("give prompts with either -p TEXT or --prompts FILE");
        }
        PromptFile reader = new PromptFile(raw, templates.context());
        return prompts == null ? texts.stream().map(reader::prompt).toList() : reader.read(prompts);
    }

    private List<GenerationRequest> requests(List<PromptFile.Prompt> asked) {
        SamplerSettings sampler = sampling.settings().withLogprobs(logprobs);
        Commands.requireReplies(samples, asked.size());
        GenerationRequest.Batching batching =
                reproducible ? GenerationRequest.Batching.ALONE : GenerationRequest.Batching.SHARED;
        List<GenerationRequest> requests = new ArrayList<>();
        for (int prompt = 0; prompt < asked.size(); prompt++) {
            for (int sample = 0; sample < samples; sample++) {
                requests.add(new GenerationRequest(
                        prompt, sample, asked.get(prompt).input(), sampler, sampling.seed, batching));
            }
        }
        return requests;
    }
}
