package parallax.study;

import java.util.Arrays;
import java.util.Optional;

/// What may show that a rater did not read, or is not who they seem. Each is looked at by itself and never
/// added up with another; none excludes anybody by itself. None looks at what others answered: a minority's
/// view is no signal.
public enum Signal {
    SPEED(
            "speed",
            "Much faster than their own pace",
            "The share of a rater's items that took less than a third of the active time that the rater's own other times"
                    + " foresee for an item of that length: m + b · (c − k), where c is the item's number of characters,"
                    + " k and m are the rater's median number of characters and median time, and b is the median slope"
                    + " between every two of the rater's items (Theil–Sen), at least 0. From 8 timed items on.",
            0.2,
            1,
            "We compare how long you look at each conversation with your own usual pace."),

    STRAIGHT_LINING(
            "straightLining",
            "The same answers again and again",
            "The length of the longest run of items, in the order in which the rater judged them, that got exactly the"
                    + " same answers to every question.",
            15,
            100_000,
            "We look at whether many conversations in a row get exactly the same answers."),

    ATTENTION(
            "attention",
            "Attention items missed",
            "How many of the attention items that the rater answered did not get the answer that they say, or that is"
                    + " plain from them.",
            1,
            10_000,
            "A few more conversations say themselves which answer to give, or have one that is plain; we look at whether"
                    + " it was given."),

    DUPLICATE_DEVICE(
            "duplicateDevice",
            "Another rater in the same browser",
            "How many other raters of this study agreed to take part in the same browser. Whoever shares a computer"
                    + " raises it, whoever clears their cookies does not.",
            1,
            10_000,
            "A cookie of this study tells us whether somebody else took part in the same browser."),

    PANEL_FLAG(
            "panelFlag",
            "Flagged by their panel",
            "1 if the panel that sent the rater flagged them, else 0.",
            1,
            1,
            "We take note if the panel that sent you tells us that it doubts an entry."),

    PASTE(
            "paste",
            "Pasted into answers in words",
            "Into how many of the rater's answers in words something was pasted or dropped, by their page's own count. What"
                    + " it was is kept nowhere. Unknown of whoever wrote nothing or had scripts off.",
            1,
            100_000,
            "Where you write in your own words, we count how often something is pasted, never what."),

    LOST_FOCUS(
            "lostFocus",
            "Left the page while writing",
            "How often another window or tab came before the page while the cursor stood in an answer in words, by the"
                    + " page's own count. Unknown of whoever wrote nothing or had scripts off.",
            5,
            100_000,
            "Where you write in your own words, we count how often you go to another window or tab meanwhile, never which.");

    private final String word;
    private final String title;
    private final String formula;
    private final double usualLimit;
    private final double most;
    private final String disclosure;

    Signal(String word, String title, String formula, double usualLimit, double most, String disclosure) {
        this.word = word;
        this.title = title;
        this.formula = formula;
        this.usualLimit = usualLimit;
        this.most = most;
        this.disclosure = disclosure;
    }

    /// The word in the database, in files and in the API.
    public String word() {
        return word;
    }

    /// What it says of a rater, in a few words.
    public String title() {
        return title;
    }

    /// How its value is worked out.
    public String formula() {
        return formula;
    }

    /// From which value on it is raised, unless a study says otherwise.
    public double usualLimit() {
        return usualLimit;
    }

    /// The largest limit that makes sense.
    public double most() {
        return most;
    }

    /// The sentence that raters read before they agree to take part.
    public String disclosure() {
        return disclosure;
    }

    /// Whether its value tells one item from another, by changing with some and not with others: in a study
    /// with attention items raters are told it once the study is closed.
    public boolean tellsItemsApart() {
        return switch (this) {
            case SPEED, STRAIGHT_LINING, ATTENTION, PASTE, LOST_FOCUS -> true;
            case DUPLICATE_DEVICE, PANEL_FLAG -> false;
        };
    }

    public boolean mayBeRaisedFrom(double value) {
        return value > 0 && value <= most;
    }

    public static Optional<Signal> of(String word) {
        return Arrays.stream(values()).filter(s -> s.word.equals(word)).findFirst();
    }
}
