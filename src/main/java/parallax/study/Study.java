package parallax.study;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/// One evaluation: a rubric put to a population of raters about a set of items.
@Entity
@NullUnmarked
public class Study extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public String code;
    public String title;
    public String purpose = "";
    public String contentWarning = "";
    public String contact = "";
    public String helplines = "";
    public String payment = "";
    public int minutes = 20;
    public String state = "draft";
    public boolean synthetic;
    public boolean ratersKnown = true;
    public int itemsPerRater = 20;
    public int replication = 5;
    public short occasions = 1;
    public int leaseMinutes = 30;
    public int minGroup = 10;
    public String completionCode = "";
    public String screenOutCode = "";
    public String completionUrl;
    public String screenOutUrl;
    public String datasetLayout;
    public Long createdBy;
    public Instant createdAt = Instant.now();
    public Instant publishedAt;

    /// Where a study is in its life.
    public enum State {
        DRAFT,
        OPEN,
        PAUSED,
        CLOSED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Optional<Study> byCode(String code) {
        return find("code", code).firstResultOptional();
    }

    public State state() {
        return State.valueOf(state.toUpperCase(Locale.ROOT));
    }

    public boolean isOpen() {
        return state() == State.OPEN;
    }

    public StudyNotice notice() {
        return new StudyNotice(
                code, title, purpose, contentWarning, contact, helplines, payment, minutes, itemsPerRater, synthetic);
    }
}
