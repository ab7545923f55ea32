package parallax.design.plan;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.analysis.AnalysisPlan;
import parallax.rater.Panel;
import parallax.rater.Retention;
import parallax.study.Conditions;
import parallax.study.Consents;
import parallax.study.Insertions;
import parallax.study.Introduction;
import parallax.study.Practice;
import parallax.study.Signal;
import parallax.study.StudyPlan;

/// Everything that a study is to be, but for its items: what every form of a draft holds together, and what a
/// plan's file says.
///
/// @param terms what raters are told and agree to; the study's introduction says the same
/// @param care what is looked at in how raters work
/// @param panel null for the usual ones
public record WholePlan(
        StudyPlan study,
        Consents.Terms terms,
        Practice.Plan practice,
        Care care,
        @Nullable Panel panel,
        Retention retention,
        AnalysisPlan analysis) {
    private static final int LONGEST_TITLE = 200;

    /// @param signals from which value on each is raised; without those that are not looked at
    public record Care(Insertions insertions, Map<Signal, Double> signals) {
        public Care {
            var ordered = new EnumMap<Signal, Double>(Signal.class);
            ordered.putAll(signals);
            signals = Collections.unmodifiableMap(ordered);
        }
    }

    public WholePlan {
        retention = new Retention(retention.screenedOut(), retention.panelIds(), retention.sessions(), 0);
        study = telling(study, terms);
    }

    public Conditions conditions() {
        return terms.conditions();
    }

    public String title() {
        return study.introduction().title();
    }

    public WholePlan titled(String title) {
        Introduction told = study.introduction();
        return with(new StudyPlan(
                new Introduction(
                        title,
                        told.purpose(),
                        told.contentWarning(),
                        told.contact(),
                        told.helplines(),
                        told.payment(),
                        told.minutes()),
                study.consent(),
                study.rubric(),
                study.axes(),
                study.strata(),
                study.sampling(),
                study.raters(),
                study.codes()));
    }

    /// The same, under a title that says so.
    public WholePlan copied() {
        String title = "Copy of " + title();
        return titled(
                title.length() <= LONGEST_TITLE
                        ? title
                        : title.substring(0, LONGEST_TITLE).strip());
    }

    /// What stands in the way of publishing such a study, its items apart, in sentences.
    public List<String> notes() {
        return PlanNotes.of(this);
    }

    public WholePlan with(StudyPlan other) {
        return new WholePlan(other, terms, practice, care, panel, retention, analysis);
    }

    public WholePlan with(Consents.Terms other) {
        return new WholePlan(study, other, practice, care, panel, retention, analysis);
    }

    private static StudyPlan telling(StudyPlan study, Consents.Terms terms) {
        return new StudyPlan(
                terms.introduction(study.introduction().title()),
                terms.statement(),
                study.rubric(),
                study.axes(),
                study.strata(),
                study.sampling(),
                study.raters(),
                study.codes());
    }
}
