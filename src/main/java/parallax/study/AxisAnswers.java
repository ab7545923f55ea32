package parallax.study;

import java.util.Arrays;

/// How raters say where they stand on an axis.
public enum AxisAnswers {
    ONE(Values.ONE, Words.OFFERED),
    ONE_OR_OWN_WORDS(Values.ONE, Words.OWN_TOO),
    SEVERAL(Values.SEVERAL, Words.OFFERED),
    SEVERAL_OR_OWN_WORDS(Values.SEVERAL, Words.OWN_TOO);

    private enum Values {
        ONE,
        SEVERAL
    }

    private enum Words {
        OFFERED,
        OWN_TOO
    }

    private final Values values;
    private final Words words;

    AxisAnswers(Values values, Words words) {
        this.values = values;
        this.words = words;
    }

    public static AxisAnswers of(boolean multiple, boolean selfDescribe) {
        return Arrays.stream(values())
                .filter(a -> a.multiple() == multiple && a.selfDescribe() == selfDescribe)
                .findFirst()
                .orElseThrow();
    }

    /// Whether a rater may choose more than one value.
    public boolean multiple() {
        return values == Values.SEVERAL;
    }

    /// Whether raters may say it in words of their own instead.
    public boolean selfDescribe() {
        return words == Words.OWN_TOO;
    }

    /// Whether there are answers that are none of the choices: own words, or several of them.
    public boolean beyondChoices() {
        return multiple() || selfDescribe();
    }
}
