package parallax.item;

import java.util.Locale;

/// One utterance, raw: whoever shows it escapes it.
public record Turn(Speaker speaker, String content) {
    public enum Speaker {
        SYSTEM("Instruction"),
        USER("User"),
        CHATBOT("Chatbot"),
        /// the chatbot too: the second of two replies, which are to be compared
        ALTERNATIVE("Other reply");

        private final String label;

        Speaker(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Speaker of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
