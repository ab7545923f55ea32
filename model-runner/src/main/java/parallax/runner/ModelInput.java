package parallax.runner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a model is asked to continue.
public sealed interface ModelInput {
    /// What a chat template is given beside the messages.
    ///
    /// @param tools the tools that the model may call, each as its JSON has it; empty for none
    /// @param arguments of the template, by name, such as `enable_thinking`
    record Context(List<@Nullable Object> tools, Map<String, @Nullable Object> arguments) {
        public static final Context NONE = new Context(List.of(), Map.of());

        /// What every template is given and nobody chooses.
        private static final Set<String> RESERVED =
                Set.of("messages", "tools", "documents", "add_generation_prompt", "continue_final_message");

        public Context {
            tools = Collections.unmodifiableList(new ArrayList<>(tools));
            arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
            for (String name : arguments.keySet()) {
                if (RESERVED.contains(name) || name.endsWith("_token")) {
                    throw new IllegalArgumentException(
                            "the template's argument \"" + name + "\" is set by the conversation and the model");
                }
            }
        }

        /// These tools, or those of another where there are none here, and the arguments of both, these first.
        public Context or(Context other) {
            Map<String, @Nullable Object> both = new LinkedHashMap<>(other.arguments);
            both.putAll(arguments);
            return new Context(tools.isEmpty() ? other.tools : tools, both);
        }
    }

    /// A conversation, rendered by the model's chat template with the opening of a reply appended.
    record Conversation(List<Message> messages, Context context) implements ModelInput {
        public Conversation(List<Message> messages) {
            this(messages, Context.NONE);
        }

        public Conversation {
            messages = List.copyOf(messages);
            if (messages.isEmpty()) {
                throw new IllegalArgumentException("a conversation needs at least one message");
            }
        }
    }

    /// Text continued as it is, without a chat template. The tokenizer adds what it adds to any text,
    /// often a beginning-of-sequence token.
    record RawText(String text) implements ModelInput {}

    /// Token ids continued as they are; nothing is added.
    @SuppressWarnings("ArrayRecordComponent") // copied, and compared by content
    record TokenIds(int[] ids) implements ModelInput {
        public TokenIds {
            ids = ids.clone();
            if (Arrays.stream(ids).anyMatch(id -> id < 0)) {
                throw new IllegalArgumentException("input_ids must be token ids ≥ 0");
            }
            if (ids.length == 0) {
                throw new IllegalArgumentException("input_ids is empty: a model needs at least one token to continue");
            }
        }

        @Override
        public int[] ids() {
            return ids.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof TokenIds that && Arrays.equals(ids, that.ids);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(ids);
        }

        @Override
        public String toString() {
            return "TokenIds" + Arrays.toString(ids);
        }
    }

    /// A single user turn.
    static ModelInput ofPrompt(String prompt) {
        return new Conversation(List.of(Message.user(prompt)));
    }
}
