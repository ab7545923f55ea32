package parallax.study;

import jakarta.persistence.Embeddable;

/// What raters of a study may do, and how much they are asked on a day.
///
/// @param demographicsMayChange whether they may correct what they said of themselves
/// @param dailyItems how many items a rater judges on a day at most; 0 for as many as they like
/// @param dailyMinutes for how many minutes a rater works on a day at most; 0 for as long as they like
@Embeddable
public record Conditions(boolean demographicsMayChange, int dailyItems, int dailyMinutes) {
    private static final boolean FROZEN = false;
    public static final Conditions USUAL = new Conditions(FROZEN, 0, 0);
}
