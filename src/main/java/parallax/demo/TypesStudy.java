package parallax.demo;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import parallax.dataset.file.ItemColumns;
import parallax.dataset.file.Twins;
import parallax.dataset.items.ItemOrder;
import parallax.dataset.items.ItemUploads;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.FileSource;
import parallax.dataset.table.Reading;
import parallax.design.Publication;
import parallax.identity.Actor;
import parallax.simulation.SimulatedRaters;
import parallax.study.Introduction;
import parallax.study.PanelCodes;
import parallax.study.Sampling;
import parallax.study.StandardAxes;
import parallax.study.Study;
import parallax.study.StudyDesign;
import parallax.study.StudyPlan;

/// The demo's second study: a few conversations, written for it, and one question of every type about
/// each.
@ApplicationScoped
class TypesStudy {
    private static final String TITLE = "One question of every type";
    private static final String PURPOSE =
            "Seven short conversations, and about each of them one question of every type that Parallax can ask: of one,"
                    + " which of two replies is better.";
    private static final String WARNING = "Some replies are careless. None describes violence or sex.";
    private static final int SEED = 11;
    private static final int SIMULATED_RATERS = 40;
    private static final int RATERS = 200;
    private static final int ITEMS = 7;

    private final StudyDesign design;
    private final ItemUploads uploads;
    private final Publication publication;
    private final SimulatedRaters raters;

    TypesStudy(StudyDesign design, ItemUploads uploads, Publication publication, SimulatedRaters raters) {
        this.design = design;
        this.uploads = uploads;
        this.publication = publication;
        this.raters = raters;
    }

    /// @param consent what raters agree to
    /// @return the study, open and judged by simulated raters
    Study make(String consent) {
        List<Study> found = Study.ofInstallation(TITLE);
        Study study = found.isEmpty() ? Study.findById(design.create(plan(consent), null)) : found.getFirst();
        if (study.isDraft()) {
            addItems(study.id());
            publication.publish(study.id(), null, Actor.system());
        }
        raters.judge(study.id(), SimulatedRaters.Plan.typical(SEED, SIMULATED_RATERS), tally -> {}, () -> false);
        return Study.findById(study.id());
    }

    private void addItems(long study) {
        if (!uploads.ofStudy(study).isEmpty()) {
            return;
        }
        try {
            ItemOrder order = new ItemOrder(
                    study,
                    new FileSource("conversations.csv", TypesStudy::conversations),
                    Reading.AS_FOUND,
                    ItemColumns.NONE,
                    Twins.FOLDED,
                    null,
                    null);
            uploads.add(order.guessed(), Actor.system());
        } catch (FileRefused refused) {
            throw new IllegalStateException("the demo's conversations: " + refused.problems(), refused);
        }
    }

    private static InputStream conversations() throws IOException {
        return Objects.requireNonNull(TypesStudy.class.getResourceAsStream("/demo/conversations.csv"));
    }

    private static StudyPlan plan(String consent) {
        return new StudyPlan(
                new Introduction(TITLE, PURPOSE, WARNING, "", "", "", 5),
                consent,
                "question-types",
                StandardAxes.named(List.of("age")),
                List.of(StudyPlan.StratumPlan.everyone(RATERS)),
                new Sampling(ITEMS, RATERS, 1, Sampling.LEASE_MINUTES, 10),
                StudyPlan.Raters.SIMULATED,
                new PanelCodes("DEMO-THANKS", "DEMO-FULL", "DEMO-PART", "", "", ""));
    }
}
