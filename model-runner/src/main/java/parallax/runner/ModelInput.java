package parallax.runner;

import java.util.Arrays;
import java.util.List;

/// What a model is asked to continue.
public sealed interface ModelInput {
    /// A conversation, rendered by the model's chat template with the opening of a reply appended.
    record Conversation(List<Message> messages) implements ModelInput {
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
