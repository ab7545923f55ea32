package parallax.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import parallax.analysis.PlannedLimit;
import parallax.analytics.RaterGroup;
import parallax.study.Population;
import parallax.study.Populations;
import parallax.study.Study;

/// The groups that a limit names: those that a study declares, whether anybody of them has judged or not.
@ApplicationScoped
class GateGroups {
    private final Populations populations;

    GateGroups(Populations populations) {
        this.populations = populations;
    }

    /// @param axis empty for everybody together
    record Group(String axis, String name) {
        static final Group EVERYONE = new Group("", "Everyone");
    }

    /// In declared order; everybody where no axis is named.
    List<Group> of(Study study, PlannedLimit limit) {
        if (limit.axes().isEmpty()) {
            return List.of(Group.EVERYONE);
        }
        List<Population.Axis> axes = populations.axes(study.id());
        var groups = new ArrayList<Group>();
        for (String axis : limit.axes()) {
            List<RaterGroup> crossed = List.of(RaterGroup.EVERYONE);
            for (String code : axis.split("\\*", -1)) {
                crossed = crossed(crossed, axes, code);
            }
            crossed.forEach(group -> groups.add(new Group(axis, Objects.requireNonNull(group.name()))));
        }
        return groups;
    }

    private static List<RaterGroup> crossed(List<RaterGroup> before, List<Population.Axis> axes, String code) {
        List<String> labels = axes.stream()
                .filter(axis -> axis.code().equals(code))
                .flatMap(axis -> axis.groups().values().stream())
                .toList();
        return before.stream()
                .flatMap(group -> labels.stream().map(label -> group.and(RaterGroup.of(code, label))))
                .toList();
    }

    /// An axis of the study; null for everybody together, and for two together.
    Population.@org.jspecify.annotations.Nullable Axis axis(Study study, String code) {
        return populations.axes(study.id()).stream()
                .filter(axis -> axis.code().equals(code))
                .findFirst()
                .orElse(null);
    }
}
