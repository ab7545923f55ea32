package parallax.analytics.crossed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parallax.analytics.RaterGroup;

/// What is expected of the groups' levels before any answer: the sum of an intercept, for an
/// intersection of a main effect of each of its values, and of an effect of the group's own, whose
/// spread is learned, so that groups with few answers lean on the others (partial pooling).
///
/// The priors, on the logit scale: intercept normal(0, 3), main effects normal(0, 1.5), own effects
/// normal(0, the learned spread).
final class GroupPrior {
    private static final double INTERCEPT = 3;
    private static final double MAIN_EFFECT = 1.5;

    private final double[][] design;
    private final double[] fixed;
    private final int learned;
    private final double[] centre;

    private GroupPrior(double[][] design, double[] fixed, int learned, double[] centre) {
        this.design = design;
        this.fixed = fixed;
        this.learned = learned;
        this.centre = centre;
    }

    static GroupPrior of(List<RaterGroup> groups) {
        Map<String, Integer> column = new LinkedHashMap<>();
        List<List<Integer>> effects = new ArrayList<>();
        for (RaterGroup group : groups) {
            List<Integer> own = new ArrayList<>();
            if (group.axes().size() > 1) {
                for (int axis = 0; axis < group.axes().size(); axis++) {
                    String name = axis + " " + group.values().get(axis);
                    column.putIfAbsent(name, column.size() + 1);
                    own.add(column.get(name));
                }
            }
            effects.add(own);
        }
        int known = 1 + column.size();
        double[] fixed = new double[known];
        java.util.Arrays.fill(fixed, MAIN_EFFECT * MAIN_EFFECT);
        fixed[0] = INTERCEPT * INTERCEPT;
        double[][] design = new double[groups.size()][known + (groups.size() > 1 ? groups.size() : 0)];
        for (int group = 0; group < groups.size(); group++) {
            design[group][0] = 1;
            for (int effect : effects.get(group)) {
                design[group][effect] = 1;
            }
            if (groups.size() > 1) {
                design[group][known + group] = 1;
            }
        }
        return new GroupPrior(design, fixed, groups.size() > 1 ? groups.size() : 0, new double[groups.size()]);
    }

    /// Levels that are known: for tests of the likelihood alone.
    static GroupPrior known(double... levels) {
        double[][] design = new double[levels.length][1];
        return new GroupPrior(design, new double[] {1}, 0, levels.clone());
    }

    /// How much each group's level is the sum of which effects, groups × effects.
    double[][] design() {
        return design;
    }

    /// The expected level of a group.
    double centre(int group) {
        return centre[group];
    }

    /// The prior variance of each effect.
    double[] variances(Spread spread) {
        double[] variances = java.util.Arrays.copyOf(fixed, fixed.length + learned);
        java.util.Arrays.fill(variances, fixed.length, variances.length, spread.groups() * spread.groups());
        return variances;
    }
}
