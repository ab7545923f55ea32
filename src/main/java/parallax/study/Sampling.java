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
/// @param minGroup fewer raters than this are shown to nobody
@Embeddable
public record Sampling(
        int itemsPerRater,
        int replication,
        @JdbcTypeCode(SqlTypes.SMALLINT) int occasions,
        int leaseMinutes,
        int minGroup) {
    /// As long as somebody may think about one item.
    public static final int LEASE_MINUTES = 30;

    /// Of judgments that were collected elsewhere, where nothing is given out.
    static Sampling collected(int occasions) {
        return new Sampling(20, 5, occasions, LEASE_MINUTES, 10);
    }
}
