package parallax.design;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.assignment.Seats;
import parallax.generation.GenerationRuns;
import parallax.identity.Actor;
import parallax.item.Items;
import parallax.study.Populations;
import parallax.study.Rubrics;
import parallax.study.Studies;

/// Opens a draft study to raters: everything is checked, the rubric is locked, every item gets its seats.
@ApplicationScoped
public class Publication {
    private final Studies studies;
    private final Items items;
    private final Rubrics rubrics;
    private final Populations populations;
    private final GenerationRuns runs;
    private final Seats seats;

    public Publication(
            Studies studies, Items items, Rubrics rubrics, Populations populations, GenerationRuns runs, Seats seats) {
        this.studies = studies;
        this.items = items;
        this.rubrics = rubrics;
        this.populations = populations;
        this.runs = runs;
        this.seats = seats;
    }

    /// What still stands in the way, in sentences; empty when the study can open.
    public List<String> obstacles(long studyId) {
        var obstacles = new ArrayList<String>();
        if (items.count(studyId) == 0) {
            obstacles.add("The study has no items yet: generate them first.");
        }
        if (rubrics.ofStudy(studyId).asked().findAny().isEmpty()) {
            obstacles.add("The rubric asks no question.");
        }
        for (String overlap : populations.ofStudy(studyId).overlaps()) {
            obstacles.add("More than one stratum takes raters with " + overlap + ".");
        }
        if (runs.isAnyUnderWay(studyId)) {
            obstacles.add("Items are still being generated.");
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
}
