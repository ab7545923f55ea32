package parallax.runner.decode;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.chattemplate.ChatMessage;
import parallax.chattemplate.ChatTemplate;
import parallax.chattemplate.TemplateException;
import parallax.runner.ModelInput;
import parallax.runner.model.ContentDigest;
import parallax.runner.model.ModelFolder;
import parallax.runner.model.TextConfiguration;
import parallax.runner.text.Tokenizer;

/// Turns what a request holds into token ids, by the model's template and tokenizer.
///
/// @param templateProblem why conversations cannot be rendered; empty if they can
record PromptReader(
        @Nullable Tokenizer tokenizer,
        @Nullable ChatTemplate template,
        String templateProblem,
        @Nullable String templateDigest,
        Set<Integer> endTokens)
        implements AutoCloseable {
    static PromptReader open(ModelFolder folder) {
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
                endTokens(text, tokenizer));
    }

    private static Set<Integer> endTokens(TextConfiguration text, @Nullable Tokenizer tokenizer) {
        Set<Integer> ends = new LinkedHashSet<>(text.endTokens());
        if (ends.isEmpty() && text.endTokenText() != null && tokenizer != null) {
            int[] ids = tokenizer.encode(text.endTokenText());
            if (ids.length == 1) {
                ends.add(ids[0]);
            }
        }
        return Set.copyOf(ends);
    }

    int[] ids(ModelInput input) {
        return switch (input) {
            case ModelInput.TokenIds given -> given.ids();
            case ModelInput.RawText raw -> nonEmpty(needed().encodeWithSpecialTokens(raw.text()));
            case ModelInput.Conversation conversation -> {
                if (template == null) {
                    throw new IllegalArgumentException(templateProblem);
                }
                yield nonEmpty(needed().encode(template.render(messages(conversation))));
            }
        };
    }

    private static List<ChatMessage> messages(ModelInput.Conversation conversation) {
        return conversation.messages().stream()
                .map(message -> new ChatMessage(message.role(), message.content()))
                .toList();
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
