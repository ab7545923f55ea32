package parallax.runner.text;

/// Takes a stream of text apart into what a model thinks, between `<think>` and `</think>` at its
/// beginning, and what it answers.
public final class Reasoning {
    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";

    private final StringBuilder held = new StringBuilder();
    private final StringBuilder thought = new StringBuilder();
    private Place place;
    private boolean hasThought;

    private enum Place {
        BEGINNING,
        THOUGHT,
        GAP,
        ANSWER
    }

    private Reasoning(Place place) {
        this.place = place;
        this.hasThought = place == Place.THOUGHT;
    }

    /// For replies that begin with their reasoning, if they have any.
    public static Reasoning atTheBeginning() {
        return new Reasoning(Place.BEGINNING);
    }

    /// For replies to a prompt that ends with `<think>`.
    public static Reasoning opened() {
        return new Reasoning(Place.THOUGHT);
    }

    /// For texts that are not replies: nothing is taken out.
    public static Reasoning none() {
        return new Reasoning(Place.ANSWER);
    }

    /// Whether a prompt ends where reasoning begins.
    public static boolean isOpenedBy(String prompt) {
        return prompt.stripTrailing().endsWith(OPEN);
    }

    /// The part of the answer that may be shown now.
    public String add(String piece) {
        if (place == Place.ANSWER) {
            return piece;
        }
        held.append(piece);
        if (place == Place.BEGINNING) {
            begin();
        }
        if (place == Place.THOUGHT) {
            think();
        }
        if (place == Place.GAP && !held.toString().isBlank()) {
            held.replace(0, held.length(), held.toString().stripLeading());
            place = Place.ANSWER;
        }
        return place == Place.ANSWER ? rest() : "";
    }

    private void begin() {
        String begun = held.toString().stripLeading();
        if (begun.startsWith(OPEN)) {
            held.replace(0, held.length(), begun.substring(OPEN.length()));
            hasThought = true;
            place = Place.THOUGHT;
        } else if (!OPEN.startsWith(begun)) {
            place = Place.ANSWER;
        }
    }

    private void think() {
        int end = held.indexOf(CLOSE);
        if (end >= 0) {
            thought.append(held, 0, end);
            held.delete(0, end + CLOSE.length());
            place = Place.GAP;
            return;
        }
        int sure = Math.max(0, held.length() - CLOSE.length() + 1);
        thought.append(held, 0, sure);
        held.delete(0, sure);
    }

    /// What was held back, for a text that ends here.
    public String finish() {
        String left = rest();
        if (place == Place.THOUGHT) {
            thought.append(left);
            return "";
        }
        return place == Place.GAP ? "" : left;
    }

    private String rest() {
        String all = held.toString();
        held.setLength(0);
        return all;
    }

    /// Whether there was reasoning at all.
    public boolean hasThought() {
        return hasThought;
    }

    /// What was thought so far.
    public String thought() {
        return thought.toString().strip();
    }
}
