package parallax.runner.rate;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.runner.decode.graph.OnnxEnvironment;
import parallax.runner.model.ClassifierFolder;
import parallax.runner.model.ModelFolderException;
import parallax.runner.model.onnx.ElementType;
import parallax.runner.model.onnx.OnnxGraph;
import parallax.runner.text.Tokenizer;

/// A sequence classifier as a machine rater: text in, a probability per label out. Thread-safe, one
/// text at a time.
public final class Classifier implements AutoCloseable {
    private final ClassifierFolder folder;
    private final OrtSession session;
    private final @Nullable Tokenizer tokenizer;
    private boolean closed;

    /// Probabilities of the labels. They sum to 1 unless a text can have several labels.
    ///
    /// @param shares probability per label, in the order of the folder's labels
    public record Classification(Map<String, Double> shares) {
        public Classification {
            shares = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(shares));
        }

        public String best() {
            return shares.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
        }
    }

    private Classifier(ClassifierFolder folder, OrtSession session, @Nullable Tokenizer tokenizer) {
        this.folder = folder;
        this.session = session;
        this.tokenizer = tokenizer;
    }

    public static Classifier open(ClassifierFolder folder) {
        Path tokenizerFile = folder.root().resolve("tokenizer.json");
        Tokenizer tokenizer = Files.isRegularFile(tokenizerFile) ? Tokenizer.open(tokenizerFile) : null;
        try (OrtSession.SessionOptions options = OnnxEnvironment.sessionOptions()) {
            OrtSession session =
                    OnnxEnvironment.get().createSession(folder.graphFile().toString(), options);
            return new Classifier(folder, session, tokenizer);
        } catch (OrtException e) {
            if (tokenizer != null) {
                tokenizer.close();
            }
            throw new ModelFolderException(
                    "ONNX Runtime cannot load " + folder.graphFile() + ": " + OnnxEnvironment.reason(e), e);
        }
    }

    /// Probabilities for a text, with the special tokens that the tokenizer puts around any text.
    ///
    /// @throws IllegalArgumentException if the text is longer than the model was made for; nothing is
    ///     cut off silently
    public Classification classify(String text) {
        if (tokenizer == null) {
            throw new ModelFolderException("the classifier folder " + folder.root() + " has no tokenizer.json");
        }
        return classify(tokenizer.encodeWithSpecialTokens(text));
    }

    /// Probabilities for token ids.
    public synchronized Classification classify(int[] ids) {
        if (closed) {
            throw new IllegalStateException("the classifier is closed");
        }
        if (ids.length == 0 || ids.length > folder.maxTokens()) {
            throw new IllegalArgumentException(
                    "the text has " + ids.length + " tokens; the classifier takes 1 to " + folder.maxTokens());
        }
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try {
            put(inputs, "input_ids", Arrays.stream(ids).asLongStream().toArray());
            long[] ones = new long[ids.length];
            Arrays.fill(ones, 1);
            put(inputs, "attention_mask", ones);
            put(inputs, "token_type_ids", new long[ids.length]);
            try (OrtSession.Result result = session.run(inputs)) {
                return shares((OnnxTensor) result.get("logits").orElseThrow());
            }
        } catch (OrtException e) {
            throw new IllegalStateException("the classifier's run failed: " + OnnxEnvironment.reason(e), e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private void put(Map<String, OnnxTensor> inputs, String name, long[] values) throws OrtException {
        OnnxGraph.Value input = folder.graph().input(name).orElse(null);
        if (input == null) {
            return;
        }
        long[] shape = {1, values.length};
        inputs.put(
                name,
                input.elementType() == ElementType.INT32
                        ? OnnxTensor.createTensor(
                                OnnxEnvironment.get(),
                                IntBuffer.wrap(Arrays.stream(values)
                                        .mapToInt(Math::toIntExact)
                                        .toArray()),
                                shape)
                        : OnnxTensor.createTensor(OnnxEnvironment.get(), LongBuffer.wrap(values), shape));
    }

    /// Softmax over the logits `[1, labels]` or, where labels do not exclude each other, the logistic
    /// function of each.
    private Classification shares(OnnxTensor logits) {
        float[] row = new float[logits.getFloatBuffer().remaining()];
        logits.getFloatBuffer().get(row);
        List<String> labels = folder.labels();
        if (row.length != labels.size()) {
            throw new ModelFolderException(
                    folder.graphFile() + " gives " + row.length + " logits for " + labels.size() + " labels");
        }
        if (folder.hasSeveral()) {
            Map<String, Double> each = new LinkedHashMap<>();
            for (int i = 0; i < row.length; i++) {
                each.put(labels.get(i), 1 / (1 + Math.exp(-row[i])));
            }
            return new Classification(each);
        }
        double largest = Float.NEGATIVE_INFINITY;
        for (float logit : row) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (float logit : row) {
            sum += Math.exp(logit - largest);
        }
        Map<String, Double> shares = new LinkedHashMap<>();
        for (int i = 0; i < row.length; i++) {
            shares.put(labels.get(i), Math.exp(row[i] - largest) / sum);
        }
        return new Classification(shares);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the session cannot be closed: " + e.getMessage(), e);
        } finally {
            if (tokenizer != null) {
                tokenizer.close();
            }
        }
    }
}
