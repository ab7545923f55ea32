package parallax.design;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.assignment.Seats;
import parallax.generation.GenerationRuns;
import parallax.identity.Actor;
import parallax.item.AttentionItems;
import parallax.item.Items;
import parallax.study.InsertionPlans;
import parallax.study.Introduction;
import parallax.study.Populations;
import parallax.study.Rubrics;
import parallax.study.Signal;
import parallax.study.StoredRubric;
import parallax.study.Studies;
import parallax.study.Study;
import parallax.study.StudyDesign;
import parallax.study.WatchedSignals;

/// Opens a draft study to raters: everything is checked, the rubric is locked, every item gets its
/// seats.
@ApplicationScoped
public class Publication {
    private final Studies studies;
    private final Items items;
    private final Rubrics rubrics;
    private final Populations populations;
    private final GenerationRuns runs;
    private final Seats seats;
    private final InsertionPlans plans;
    private final AttentionItems attention;
    private final WatchedSignals watched;
    private final StudyDesign design;

    public Publication(
            Studies studies,
            Items items,
            Rubrics rubrics,
            Populations populations,
            GenerationRuns runs,
            Seats seats,
            InsertionPlans plans,
            AttentionItems attention,
            WatchedSignals watched,
            StudyDesign design) {
        this.studies = studies;
        this.items = items;
        this.rubrics = rubrics;
        this.populations = populations;
        this.runs = runs;
        this.seats = seats;
        this.plans = plans;
        this.attention = attention;
        this.watched = watched;
        this.design = design;
    }

    /// A step of designing a study, with the place where it is done.
    public enum Step {
        WORDS("Title and words", "draft"),
        CONSENT("Consent and care", "terms"),
        QUESTIONS("Questions", "rubric"),
        RATERS("Raters", "raters"),
        ATTENTION("Attention items and repeats", "attention"),
        ITEMS("Items", "design#items");

        private final String title;
        private final String place;

        Step(String title, String place) {
            this.title = title;
            this.place = place;
        }

        public String title() {
            return title;
        }

        /// After the study's own address.
        public String place() {
            return place;
        }
    }

    /// What still stands in the way at a step, in a sentence.
    public record Missing(Step step, String sentence) {}

    /// What still stands in the way, in sentences; empty when the study can open.
    public List<String> obstacles(long studyId) {
        return missing(studyId).stream().map(Missing::sentence).toList();
    }

    /// What still stands in the way, step by step; empty when the study can open.
    public List<Missing> missing(long studyId) {
        var missing = new ArrayList<Missing>();
        Study study = Study.findById(studyId);
        if (items.count(studyId) == 0) {
            missing.add(new Missing(
                    Step.ITEMS,
                    "The study has no items yet: add your own conversations, or generate some with a model."));
        }
        if (!study.synthetic()) {
            untold(study.introduction()).values().forEach(sentence -> missing.add(new Missing(Step.CONSENT, sentence)));
        }
        if (rubrics.ofStudy(studyId).asked().findAny().isEmpty()) {
            missing.add(new Missing(Step.QUESTIONS, "The rubric asks no question."));
        }
        ofReplies(studyId).forEach(sentence -> missing.add(new Missing(Step.QUESTIONS, sentence)));
        for (String overlap : populations.ofStudy(studyId).overlaps()) {
            missing.add(new Missing(Step.RATERS, "More than one stratum takes raters with " + overlap + "."));
        }
        ofAttention(studyId).forEach(sentence -> missing.add(new Missing(Step.ATTENTION, sentence)));
        if (runs.isAnyUnderWay(studyId)) {
            missing.add(new Missing(Step.ITEMS, "Items are still being generated."));
        }
        return missing;
    }

    /// What people who are asked to take part must be told and are not, in a sentence each, by the
    /// field that says it.
    static Map<String, String> untold(Introduction told) {
        var untold = new LinkedHashMap<String, String>();
        if (told.purpose().isBlank()) {
            untold.put("purpose", "Raters are not told what the study is for: see Consent and care.");
        }
        if (told.contact().isBlank()) {
            untold.put("contact", "Raters have nobody to write to: enter a contact under Consent and care.");
        }
        return untold;
    }

    /// Two replies are there to be compared, and one reply cannot be.
    private List<String> ofReplies(long studyId) {
        long all = items.count(studyId);
        long pairs = items.countPairs(studyId);
        StoredRubric rubric = rubrics.ofStudy(studyId);
        boolean onlyCompares = rubric.asked().noneMatch(asked -> rubric.isAbout(asked.question()));
        if (pairs > 0 && !rubric.comparesReplies()) {
            return List.of("Of the items, " + pairs + " end in two replies, and no question compares them.");
        }
        return rubric.comparesReplies() && onlyCompares && pairs < all
                ? List.of("Of the items, " + (all - pairs) + " end in one reply, and the questions compare two: nothing"
                        + " would be asked about them.")
                : List.of();
    }

    private List<String> ofAttention(long studyId) {
        var obstacles = new ArrayList<String>();
        boolean comes = plans.of(Study.findById(studyId)).attentionEvery() > 0;
        if (comes && attention.ofStudy(studyId).isEmpty()) {
            obstacles.add("Attention items are to come, and there are none: add one, or set their rate to 0.");
        }
        if (comes && !watched.of(studyId).containsKey(Signal.ATTENTION)) {
            obstacles.add("Attention items are to come, and raters are not told: choose the signal “"
                    + Signal.ATTENTION.title() + "”, or set their rate to 0.");
        }
        return obstacles;
    }

    /// @param seen the version of the study on the page that asked for it; null if no page did
    /// @throws IllegalStateException saying what stands in the way
    @Transactional
    public void publish(long studyId, @Nullable Integer seen, Actor by) {
        studies.hold(studyId); // so that no generation run is queued meanwhile
        List<String> obstacles = obstacles(studyId);
        if (!obstacles.isEmpty()) {
            throw new IllegalStateException(String.join(" ", obstacles));
        }
        studies.publish(studyId, seen, by);
        rubrics.lock(studyId);
        seats.make(studyId);
    }

    /// Opens an imported study to raters: every item gets its seats, and the questions stay those of
    /// the file.
    ///
    /// @param seen the version of the study on the page that asked for it; null if no page did
    /// @throws IllegalStateException if that is not possible
    @Transactional
    public void continueImported(
            long studyId, StudyDesign.Continuation continuation, @Nullable Integer seen, Actor by) {
        studies.hold(studyId);
        Map<String, String> untold = untold(continuation.introduction());
        if (!untold.isEmpty()) {
            throw new IllegalStateException(String.join(" ", untold.values()));
        }
        if (rubrics.ofStudy(studyId).asked().findAny().isEmpty()) {
            throw new IllegalStateException("The rubric asks no question.");
        }
        design.continueImported(studyId, continuation, seen, by);
        seats.makeOnFirstOccasion(studyId);
    }
}
