package parallax.study;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Arrays;
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
    public Instant createdAt;
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

        public static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        static Optional<State> named(String word) {
            return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
        }

        /// Drafts are opened by [Study#publish] alone.
        private boolean mayBecome(State next) {
            return switch (this) {
                case DRAFT, CLOSED -> false;
                case OPEN -> next == PAUSED || next == CLOSED;
                case PAUSED -> next == OPEN || next == CLOSED;
            };
        }
    }

    public static Optional<Study> byCode(String code) {
        return find("code", code).firstResultOptional();
    }

    public State state() {
        return State.of(state);
    }

    public boolean isOpen() {
        return state() == State.OPEN;
    }

    /// @throws IllegalStateException if this is not a draft
    void publish(Instant now) {
        if (state() != State.DRAFT) {
            throw new IllegalStateException("Only a draft can be published.");
        }
        state = State.OPEN.word();
        publishedAt = now;
    }

    /// @return whether a published study may go from the state that it is in to the next, as it then has
    boolean become(State next) {
        boolean may = state().mayBecome(next);
        if (may) {
            state = next.word();
        }
        return may;
    }

    public StudyNotice notice() {
        return new StudyNotice(
                code, title, purpose, contentWarning, contact, helplines, payment, minutes, itemsPerRater, synthetic);
    }
}
