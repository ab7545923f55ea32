package parallax.design;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parallax.generation.BundledPrompts;
import parallax.generation.Decoding;
import parallax.generation.Prompts;
import parallax.runner.SamplerSettings;

/// The form that asks for a generation run: what was typed into it, or what it begins with.
///
/// @param fields text per field name
public record GenerationForm(Map<String, String> fields) {
    private static final Map<String, String> BEGINNING = Map.ofEntries(
            Map.entry("model", ""),
            Map.entry("source", "bundled"),
            Map.entry("prompts", ""),
            Map.entry("samples", "1"),
            Map.entry("temperature", "0.8"),
            Map.entry("topP", "0.95"),
            Map.entry("topK", "0"),
            Map.entry("minP", "0"),
            Map.entry("repetitionPenalty", "1"),
            Map.entry("presencePenalty", "0"),
            Map.entry("maxTokens", "120"),
            Map.entry("stops", ""),
            Map.entry("seed", "1"),
            Map.entry("reproducible", ""));

    static GenerationForm beginning() {
        return new GenerationForm(BEGINNING);
    }

    static GenerationForm of(MultivaluedMap<String, String> form) {
        var fields = new LinkedHashMap<String, String>();
        BEGINNING.keySet().forEach(name -> {
            String typed = form.getFirst(name);
            fields.put(name, typed == null ? "" : typed);
        });
        return new GenerationForm(fields);
    }

    public String text(String field) {
        return fields.getOrDefault(field, "").strip();
    }

    /// @throws IllegalArgumentException naming the line and the rule
    List<Prompts.Prompt> prompts() {
        return text("source").equals("bundled") ? BundledPrompts.read() : Prompts.read(text("prompts"));
    }

    /// @throws IllegalArgumentException naming the field and the rule
    Decoding decoding() {
        return new Decoding(
                new SamplerSettings(
                        number("temperature", "temperature"),
                        whole("topK", "top-k"),
                        number("topP", "top-p"),
                        number("minP", "min-p"),
                        number("repetitionPenalty", "repetition penalty"),
                        number("presencePenalty", "presence penalty"),
                        whole("maxTokens", "most tokens in a reply"),
                        List.of(),
                        text("stops").lines().filter(line -> !line.isBlank()).toList(),
                        -1),
                whole("samples", "replies per prompt"),
                seed(),
                !text("reproducible").isEmpty());
    }

    private long seed() {
        try {
            return Long.parseLong(text("seed"));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("“Seed” needs a whole number.", e);
        }
    }

    private int whole(String field, String label) {
        try {
            return Integer.parseInt(text(field));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("“" + label + "” needs a whole number.", e);
        }
    }

    private double number(String field, String label) {
        try {
            return Double.parseDouble(text(field));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("“" + label + "” needs a number.", e);
        }
    }
}
