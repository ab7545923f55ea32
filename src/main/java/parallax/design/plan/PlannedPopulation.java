package parallax.design.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.study.AxisAnswers;
import parallax.study.Population;
import parallax.study.StudyPlan;

/// Whom a stored study asks, as a plan says it.
record PlannedPopulation(List<StudyPlan.AxisPlan> axes, List<StudyPlan.StratumPlan> strata) {
    static PlannedPopulation of(Population population) {
        return new PlannedPopulation(
                population.axes().stream().map(axis -> axis(population, axis)).toList(),
                population.strata().stream()
                        .map(stratum -> stratum(population, stratum))
                        .toList());
    }

    private static StudyPlan.AxisPlan axis(Population population, Population.Axis axis) {
        @Nullable
        Long otherwise = population.rules().getOrDefault(axis.id(), Map.of()).get(Population.ANYTHING_ELSE);
        return new StudyPlan.AxisPlan(
                axis.code(),
                axis.prompt(),
                AxisAnswers.of(axis.multiple(), axis.selfDescribe()),
                axis.choices(),
                otherwise == null ? "" : axis.groups().getOrDefault(otherwise, ""));
    }

    private static StudyPlan.StratumPlan stratum(Population population, Population.Stratum stratum) {
        var groups = new HashMap<String, Set<String>>();
        for (Population.Axis axis : population.axes()) {
            Set<Long> own = stratum.groups().getOrDefault(axis.id(), Set.of());
            if (!own.isEmpty()) {
                var labels = new HashSet<String>();
                own.forEach(group -> labels.add(axis.groups().get(group)));
                groups.put(axis.code(), labels);
            }
        }
        return new StudyPlan.StratumPlan(
                stratum.label(), stratum.target(), groups, stratum.undisclosed(), stratum.replication());
    }
}
