package parallax.study;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.store.Edited;

/// One evaluation: a rubric put to a population of raters about a set of items.
@Entity
public class Study extends Edited {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String code;

    @Embedded
    private Introduction introduction;

    @Embedded
    private Sampling sampling;

    @Embedded
    private PanelCodes codes;

    @Embedded
    private Conditions conditions;

    @Embedded
    private Comprehension comprehension;

    @Convert(converter = State.Stored.class)
    private State state;

    private boolean synthetic;
    private boolean ratersKnown;
    private @Nullable String datasetLayout;
    private Instant createdAt;
    private @Nullable Instant continuedAt;

    @SuppressWarnings("UnusedVariable") // for whoever reads the database itself
    private @Nullable Long createdBy;

    @SuppressWarnings("UnusedVariable") // a study that is not a draft has it
    private @Nullable Instant publishedAt;

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
                case DRAFT -> false;
                case CLOSED -> next == OPEN;
                case OPEN -> next == PAUSED || next == CLOSED;
                case PAUSED -> next == OPEN || next == CLOSED;
            };
        }

        /// A state as its column holds it.
        @Converter
        public static final class Stored implements AttributeConverter<State, String> {
            @Override
            public String convertToDatabaseColumn(State state) {
                return state.word();
            }

            @Override
            public State convertToEntityAttribute(String word) {
                return of(word);
            }
        }
    }

    @SuppressWarnings("NullAway.Init") // Hibernate sets the fields
    protected Study() {}

    private Study(String code, Introduction introduction, Sampling sampling, PanelCodes codes, Instant createdAt) {
        this.code = code;
        this.introduction = introduction;
        this.sampling = sampling;
        this.codes = codes;
        this.conditions = Conditions.USUAL;
        this.comprehension = Comprehension.NONE;
        this.state = State.DRAFT;
        this.ratersKnown = true;
        this.createdAt = createdAt;
    }

    /// A draft by a plan.
    ///
    /// @param createdBy whose it is; null when the installation makes it itself
    static Study planned(String code, StudyPlan plan, @Nullable Long createdBy, Instant now) {
        Study study = new Study(code, plan.introduction(), plan.sampling(), plan.codes(), now);
        study.synthetic = plan.raters() == StudyPlan.Raters.SIMULATED;
        study.createdBy = createdBy;
        return study;
    }

    /// A draft becomes what another plan says.
    ///
    /// @throws IllegalStateException if this is not a draft
    void redesign(StudyPlan plan) {
        if (!isDraft()) {
            throw new IllegalStateException("Only a draft can get another plan.");
        }
        introduction = plan.introduction();
        sampling = plan.sampling();
        codes = plan.codes();
        synthetic = plan.raters() == StudyPlan.Raters.SIMULATED;
    }

    /// A study of judgments that were collected elsewhere, closed from its beginning.
    static Study collected(String code, StudyDesign.Collected collected, Instant now) {
        Introduction introduction =
                new Introduction(collected.title(), collected.purpose(), collected.contentWarning(), "", "", "", 20);
        Study study = new Study(code, introduction, Sampling.collected(collected.occasions()), PanelCodes.NONE, now);
        study.state = State.CLOSED;
        study.ratersKnown = collected.ratersKnown();
        study.datasetLayout = collected.datasetLayout();
        study.publishedAt = now;
        return study;
    }

    public static Optional<Study> byCode(String code) {
        return find("code", code).firstResultOptional();
    }

    /// Studies of simulated raters that the installation made by itself, the oldest first.
    public static List<Study> ofInstallation(String title) {
        return list("introduction.title = ?1 and synthetic = true and createdBy is null order by id", title);
    }

    boolean isBegunBy(long accountId) {
        return createdBy != null && createdBy == accountId;
    }

    public long id() {
        return id;
    }

    /// What stands in the addresses that raters get; nobody can guess it from another study's.
    public String code() {
        return code;
    }

    public Introduction introduction() {
        return introduction;
    }

    public String title() {
        return introduction.title();
    }

    public Sampling sampling() {
        return sampling;
    }

    public PanelCodes codes() {
        return codes;
    }

    public Conditions conditions() {
        return conditions;
    }

    /// Raters read from now on what they are told before they agree.
    void tells(Introduction told) {
        introduction = told;
    }

    public Comprehension comprehension() {
        return comprehension;
    }

    void asksFirst(Comprehension asked) {
        comprehension = asked;
    }

    void grants(Conditions granted) {
        conditions = granted;
    }

    public State state() {
        return state;
    }

    public boolean isDraft() {
        return state == State.DRAFT;
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    /// Whether simulated raters took part.
    public boolean synthetic() {
        return synthetic;
    }

    /// Whether the data say who answered.
    public boolean ratersKnown() {
        return ratersKnown;
    }

    /// Whether its judgments were collected elsewhere, so that no rater comes here.
    public boolean isImported() {
        return datasetLayout != null;
    }

    /// @param layout the code of a layout of files
    public boolean cameAs(String layout) {
        return layout.equals(datasetLayout);
    }

    public Instant createdAt() {
        return createdAt;
    }

    /// Whether it was imported and raters of its own have not been let in, so that nobody has come here.
    public boolean isAsImported() {
        return isImported() && continuedAt == null;
    }

    /// Whether raters of its own can be let in. Where the file does not know who answered, nobody could
    /// tell its judgments from theirs.
    public boolean mayBeContinued() {
        return isAsImported() && ratersKnown && state == State.CLOSED;
    }

    /// Where raters begin, or began before it was closed; empty for a draft, and for a study as it was
    /// imported.
    public String entryLink() {
        return isAsImported() || isDraft() ? "" : "/s/" + code;
    }

    /// Lets raters in whose judgments join those that were imported.
    ///
    /// @throws IllegalStateException if that is not possible
    void continueWith(Introduction words, Sampling amounts, Instant now) {
        if (!mayBeContinued()) {
            throw new IllegalStateException(
                    "Only an imported study whose file knows its raters can be opened to raters, and only once.");
        }
        introduction = words;
        sampling = new Sampling(
                amounts.itemsPerRater(),
                amounts.replication(),
                sampling.occasions(),
                amounts.leaseMinutes(),
                amounts.minGroup());
        state = State.OPEN;
        continuedAt = now;
    }

    /// @throws IllegalStateException if this is not a draft
    void publish(Instant now) {
        if (!isDraft()) {
            throw new IllegalStateException("Only a draft can be published.");
        }
        state = State.OPEN;
        publishedAt = now;
    }

    /// @return whether a published study may go from the state that it is in to the next, as it then has
    boolean become(State next) {
        boolean may = state.mayBecome(next) && !isAsImported();
        if (may) {
            state = next;
        }
        return may;
    }

    public StudyNotice notice() {
        return new StudyNotice(code, introduction, sampling.itemsPerRater(), synthetic);
    }
}
