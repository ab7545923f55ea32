package parallax.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import parallax.design.Publication;
import parallax.generation.BundledPrompts;
import parallax.generation.Decoding;
import parallax.generation.GenerationRuns;
import parallax.generation.Models;
import parallax.identity.Actor;
import parallax.item.Items;
import parallax.release.Release;
import parallax.release.ReleaseDraft;
import parallax.release.ReleaseMaking;
import parallax.release.Releases;
import parallax.simulation.SimulatedRaters;
import parallax.study.Introduction;
import parallax.study.PanelCodes;
import parallax.study.Sampling;
import parallax.study.StandardAxes;
import parallax.study.Study;
import parallax.study.StudyDesign;
import parallax.study.StudyPlan;

/// Makes the demo study, step by step, and goes on where an earlier start left off: the demo model writes the
/// items, simulated raters of every age judge most of them, and a release shows their figures to viewers; seats stay
/// free for people.
@ApplicationScoped
public class DemoWorld {
    private static final String TITLE = "Everyday advice from the demo model";
    private static final String PURPOSE =
            "A small chatbot gives advice on health, money, neighbours and risky hobbies. We want to know how differently"
                    + " people judge whether its replies are safe.";
    private static final String WARNING =
            "The replies can be rude, careless or wrong. None describes violence or sex. You can skip any of them.";
    private static final String CONSENT = """
            This is a demonstration. Taking part is voluntary, and you can stop at any time.

            Your answers are kept on this computer only, under a random name, together with what you tell about yourself.""";
    static final int REPLIES_PER_PROMPT = 2;
    private static final int SEED = 7;
    private static final int SIMULATED_RATERS = 72;
    private static final int RATERS_PER_STRATUM = 30;
    private static final List<String> AGES = List.of("18 to 29", "30 to 44", "45 to 59", "60 or older");
    private static final Duration LOOK = Duration.ofMillis(300);

    private final StudyDesign design;
    private final GenerationRuns runs;
    private final Models models;
    private final Publication publication;
    private final Items items;
    private final SimulatedRaters raters;
    private final Releases releases;
    private final ReleaseMaking making;
    private final TypesStudy types;

    public DemoWorld(
            StudyDesign design,
            GenerationRuns runs,
            Models models,
            Publication publication,
            Items items,
            SimulatedRaters raters,
            Releases releases,
            ReleaseMaking making,
            TypesStudy types) {
        this.releases = releases;
        this.making = making;
        this.design = design;
        this.runs = runs;
        this.models = models;
        this.publication = publication;
        this.items = items;
        this.raters = raters;
        this.types = types;
    }

    /// Hears in words how far it is.
    @FunctionalInterface
    public interface Milestones {
        void reached(String step);
    }

    /// @return the demo study, open and judged
    /// @throws IllegalStateException if the demo model's run failed, with its reason
    @ActivateRequestContext
    public Study make(Milestones milestones) {
        Study study = study();
        if (study.isDraft()) {
            writeItems(study.id(), milestones);
            publication.publish(study.id(), null, Actor.system());
        }
        milestones.reached("Simulated raters judge them");
        judge(study.id());
        release(study.id(), milestones);
        return Study.findById(study.id());
    }

    void judge(long studyId) {
        raters.judge(studyId, SimulatedRaters.Plan.typical(SEED, SIMULATED_RATERS), tally -> {}, () -> false);
    }

    /// So that whoever may not read single judgments has figures to look at.
    void release(long studyId, Milestones milestones) {
        if (releases.ofStudy(studyId).isEmpty()) {
            milestones.reached("A release of their judgments is attacked, then made");
            ReleaseDraft made = making.make(Study.findById(studyId), Release.How.HAND, Actor.system());
            if (!made.mayBeMade()) {
                milestones.reached("No release is made. " + made.refusal());
            }
        }
    }

    /// @return the study with one question of every type, open and judged
    @ActivateRequestContext
    public Study makeTypes() {
        return types.make(CONSENT);
    }

    private Study study() {
        List<Study> found = Study.ofInstallation(TITLE);
        return found.isEmpty() ? Study.findById(design.create(plan(), null)) : found.getFirst();
    }

    private void writeItems(long studyId, Milestones milestones) {
        if (runs.ofStudy(studyId).isEmpty()) {
            runs.queue(
                    studyId,
                    "Prompts that come with Parallax",
                    BundledPrompts.read(),
                    models.source(Models.DEMO),
                    Decoding.sampling(0.8, 0.95, 120, REPLIES_PER_PROMPT, SEED),
                    null);
        }
        GenerationRuns.Progress run = runs.ofStudy(studyId).getFirst();
        if (run.mayResume()) {
            runs.resume(studyId, run.id(), Actor.system());
        }
        milestones.reached("The demo model writes replies");
        while (!run.state().equals("done")) {
            pause();
            run = runs.ofStudy(studyId).getFirst();
            if (run.state().equals("failed") || run.state().equals("cancelled")) {
                throw new IllegalStateException("The demo model's run was " + run.state() + ". " + run.failure());
            }
        }
        milestones.reached(items.count(studyId) + " replies are written");
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the demo model writes", e);
        }
    }

    static StudyPlan plan() {
        var strata = new ArrayList<StudyPlan.StratumPlan>();
        for (String age : AGES) {
            strata.add(StudyPlan.StratumPlan.of(age, RATERS_PER_STRATUM, Map.of("age", Set.of(age))));
        }
        strata.add(StudyPlan.StratumPlan.undisclosed("Age undisclosed", RATERS_PER_STRATUM));
        return new StudyPlan(
                new Introduction(TITLE, PURPOSE, WARNING, "", "", "", 10),
                CONSENT,
                "safety-short",
                StandardAxes.named(List.of("age", "gender")),
                strata,
                new Sampling(20, 4, 1, Sampling.LEASE_MINUTES, 10),
                StudyPlan.Raters.SIMULATED,
                new PanelCodes("DEMO-THANKS", "DEMO-FULL", "DEMO-PART", "", "", ""));
    }
}
