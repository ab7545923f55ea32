package parallax.runner.decode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.chattemplate.ChatTemplate;
import parallax.chattemplate.TemplateException;
import parallax.runner.Message;
import parallax.runner.ModelInput;
import parallax.runner.model.ContentDigest;
import parallax.runner.model.ModelFolder;
import parallax.runner.model.TextConfiguration;
import parallax.runner.text.Reasoning;
import parallax.runner.text.Tokenizer;

/// Turns what a request holds into token ids, by the model's template and tokenizer.
///
/// @param templateProblem why conversations cannot be rendered; empty if they can
/// @param marks what ends a reply
public record PromptReader(
        @Nullable Tokenizer tokenizer,
        @Nullable ChatTemplate template,
        String templateProblem,
        @Nullable String templateDigest,
        TurnMarks marks)
        implements AutoCloseable {
    /// What a model reads of a request.
    ///
    /// @param opensReasoning whether the reply begins inside the model's reasoning
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Prompt(int[] ids, boolean opensReasoning) {
        /// One that is continued as it is.
        static Prompt plain(int[] ids) {
            boolean opensReasoning = false;
            return new Prompt(ids, opensReasoning);
        }
    }

    /// Opens a folder's tokenizer and template.
    ///
    /// @throws parallax.runner.model.ModelFolderException if its tokenizer cannot be read
    public static PromptReader open(ModelFolder folder) {
        TextConfiguration text = folder.text();
        Tokenizer tokenizer = folder.tokenizerFile().map(Tokenizer::open).orElse(null);
        ChatTemplate template = null;
        String problem = "this model has no chat template, so it cannot continue a conversation; give it raw text";
        String source = text.chatTemplate();
        if (source != null) {
            try {
                template = ChatTemplate.read(source, text.specialTokens());
            } catch (TemplateException e) {
                problem = "this model's chat template cannot be read: " + e.getMessage();
            }
        }
        return new PromptReader(
                tokenizer,
                template,
                problem,
                source == null ? null : ContentDigest.ofText(source),
                TurnMarks.of(text, tokenizer, template));
    }

    /// All tokens that end a reply.
    public Set<Integer> endTokens() {
        return marks.ends();
    }

    Prompt read(ModelInput input) {
        return switch (input) {
            case ModelInput.TokenIds given -> Prompt.plain(given.ids());
            case ModelInput.RawText raw -> Prompt.plain(nonEmpty(needed().encodeWithSpecialTokens(raw.text())));
            case ModelInput.Conversation conversation -> {
                if (template == null) {
                    throw new IllegalArgumentException(templateProblem);
                }
                String text = template.renderVariables(variables(conversation));
                yield new Prompt(nonEmpty(needed().encode(text)), Reasoning.isOpenedBy(text));
            }
        };
    }

    /// How a reply to a prompt is held to some texts.
    ///
    /// @throws IllegalArgumentException if it cannot be
    Choice choice(List<String> texts, Prompt prompt) {
        if (prompt.opensReasoning()) {
            throw new IllegalArgumentException(
                    "this model's template opens its reasoning before it answers, so its reply"
                            + " cannot be held to some texts; let it answer freely");
        }
        return Choice.of(texts, needed());
    }

    int[] ids(ModelInput input) {
        return read(input).ids();
    }

    /// What transformers gives a template, and what the conversation brings.
    private static Map<String, @Nullable Object> variables(ModelInput.Conversation conversation) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        boolean opensReply = true;
        variables.put(
                "messages",
                conversation.messages().stream().map(PromptReader::entry).toList());
        List<@Nullable Object> tools = conversation.context().tools();
        variables.put("tools", tools.isEmpty() ? null : tools);
        variables.put("documents", null);
        variables.put("add_generation_prompt", opensReply);
        variables.putAll(conversation.context().arguments());
        return variables;
    }

    private static Map<String, @Nullable Object> entry(Message message) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("role", message.role());
        entry.put("content", message.content());
        entry.putAll(message.further());
        return entry;
    }

    private static int[] nonEmpty(int[] ids) {
        if (ids.length == 0) {
            throw new IllegalArgumentException("the prompt is empty: a model needs at least one token to continue");
        }
        return ids;
    }

    private Tokenizer needed() {
        if (tokenizer == null) {
            throw new IllegalArgumentException(
                    "this model folder has no tokenizer.json, so it takes only token ids (input_ids)");
        }
        return tokenizer;
    }

    @Override
    public void close() {
        if (tokenizer != null) {
            tokenizer.close();
        }
    }
}
