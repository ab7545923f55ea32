package parallax.study;

import jakarta.persistence.Embeddable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// How many judgments a study wants, and how they are given out.
///
/// @param itemsPerRater how many items one rater is asked to judge
/// @param replication judgments wanted per item and stratum
/// @param occasions how often a rater judges the same item at most
/// @param leaseMinutes how long an item is kept for a rater who has it open
/// @param minGroup fewer raters than this are shown to nobody; 1, for those who design the study alone
@Embeddable
public record Sampling(
        int itemsPerRater,
        int replication,
        @JdbcTypeCode(SqlTypes.SMALLINT) int occasions,
        int leaseMinutes,
        int minGroup) {
    /// As long as somebody may think about one item.
    public static final int LEASE_MINUTES = 30;

    /// Nobody who only looks at a study is shown what a single person answered, whatever the study says.
    private static final int LEAST_FOR_VIEWERS = 2;

    /// The fewest raters who are shown to whoever does not design the study.
    public int leastForViewers() {
        return Math.max(LEAST_FOR_VIEWERS, minGroup);
    }

    /// Of judgments that were collected elsewhere, where nothing is given out.
    static Sampling collected(int occasions) {
        return new Sampling(20, 5, occasions, LEASE_MINUTES, 10);
    }
}
