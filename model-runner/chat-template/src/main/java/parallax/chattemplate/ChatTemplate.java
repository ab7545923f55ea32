package parallax.chattemplate;

import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A model's own way to write a conversation as one text, as the Jinja template it was published with.
///
/// Templates come from strangers. This engine gives them nothing but the conversation: no file, no
/// network, no Java object; what they cost is counted and bounded. A construct it does not know is
/// refused when the template is read.
///
/// @see <a href="https://huggingface.co/docs/transformers/chat_templating">transformers: chat
///     templates</a>
public final class ChatTemplate {
    /// Published templates have at most some ten thousand.
    private static final int MAX_TEMPLATE = 1_000_000;

    private final List<Statement> statements;
    private final Map<String, String> specialTokens;
    private final Clock clock;

    private ChatTemplate(List<Statement> statements, Map<String, String> specialTokens, Clock clock) {
        this.statements = statements;
        this.specialTokens = Map.copyOf(specialTokens);
        this.clock = clock;
    }

    /// Reads a template.
    ///
    /// @param template the template's text, often `chat_template` of tokenizer_config.json
    /// @param specialTokens variables such as `bos_token` and their text
    /// @throws TemplateException if it is broken or uses what this engine does not render
    public static ChatTemplate read(String template, Map<String, String> specialTokens) {
        return read(template, specialTokens, Clock.system(ZoneId.systemDefault()));
    }

    /// Reads a template that takes today's date, if it wants it, from the clock.
    ///
    /// @param specialTokens variables such as `bos_token` and their text
    /// @throws TemplateException if it is broken or uses what this engine does not render
    public static ChatTemplate read(String template, Map<String, String> specialTokens, Clock clock) {
        if (template.length() > MAX_TEMPLATE) {
            throw new TemplateException("line 1: the chat template has " + template.length() + " characters; at most "
                    + MAX_TEMPLATE + " are allowed");
        }
        return new ChatTemplate(Parser.parse(template), specialTokens, clock);
    }

    /// The conversation as text, ending with the opening of the assistant's reply.
    ///
    /// @throws TemplateException if the template refuses the conversation or costs too much
    public String render(List<ChatMessage> messages) {
        boolean opensReply = true;
        return render(messages, opensReply);
    }

    /// The conversation as text, with or without the opening of a reply.
    ///
    /// @throws TemplateException if the template refuses the conversation or costs too much
    public String render(List<ChatMessage> messages, boolean opensReply) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        variables.put("messages", messages.stream().map(ChatTemplate::entry).toList());
        variables.put("tools", null);
        variables.put("documents", null);
        variables.put("add_generation_prompt", opensReply);
        return renderVariables(variables);
    }

    /// The text for any variables, for templates that want more than messages: tools, documents,
    /// pictures. What transformers passes by itself (`messages`, `tools`, `documents`,
    /// `add_generation_prompt`) is up to the caller.
    ///
    /// @param variables by name: null, Boolean, Integer, Long, Float, Double, String, and List and Map
    ///     of such, with Strings as keys
    /// @throws TemplateException if the template refuses the variables or costs too much
    /// @throws IllegalArgumentException if a variable is of another kind
    public String renderVariables(Map<String, ? extends @Nullable Object> variables) {
        Map<String, @Nullable Object> given = Variables.copied(variables);
        Budget budget = new Budget();
        Scope globals = new Scope(null);
        Globals.define(globals, clock, budget);
        specialTokens.forEach(globals::set);
        given.forEach(globals::set);
        try {
            return new Renderer(budget).render(statements, new Scope(globals));
        } catch (StackOverflowError | OutOfMemoryError e) {
            // The budget should have stopped the template before. What it made is garbage once it is left.
            throw new TemplateException("the chat template exhausts the memory: " + e);
        }
    }

    private static Map<String, Object> entry(ChatMessage message) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("role", message.role());
        entry.put("content", message.content());
        return entry;
    }
}
