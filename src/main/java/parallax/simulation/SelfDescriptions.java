package parallax.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parallax.rater.Demographics;
import parallax.study.Population;

/// What simulated raters say of themselves: each axis on its own, every choice that it offers as likely as
/// the others.
///
/// @param declines the share who decline an axis
/// @param ownWords the share who describe themselves where an axis lets them
/// @param several the share who name a second value where an axis lets them
public record SelfDescriptions(double declines, double ownWords, double several) {
    /// One in fifty declines, one in fifty uses words of their own, one in twenty names two values.
    public static final SelfDescriptions TYPICAL = new SelfDescriptions(0.02, 0.02, 0.05);

    public SelfDescriptions {
        if (!(declines >= 0 && ownWords >= 0 && several >= 0 && declines + ownWords <= 1 && several <= 1)) {
            throw new IllegalArgumentException("shares are from 0 to 1, and so is the sum of the first two");
        }
    }

    Demographics of(int number, List<Population.Axis> axes, Draws draws) {
        return new Demographics(
                axes.stream().map(axis -> said(number, axis, draws)).toList());
    }

    /// The groups that a study makes of what somebody said, labels by axis code.
    static Map<String, String> groups(Demographics demographics, Population population) {
        Map<Long, Long> groupOfAxis = demographics.groups(population);
        var groups = new HashMap<String, String>();
        for (Population.Axis axis : population.axes()) {
            Long group = groupOfAxis.get(axis.id());
            String label = group == null ? null : axis.groups().get(group);
            if (label != null) {
                groups.put(axis.code(), label);
            }
        }
        return groups;
    }

    private Demographics.Said said(int number, Population.Axis axis, Draws draws) {
        double manner = draws.uniform("manner", number, axis.code());
        if (manner < declines || axis.choices().isEmpty()) {
            return Demographics.Said.declined(axis.id());
        }
        if (manner < declines + ownWords && axis.selfDescribe()) {
            return new Demographics.Said(axis.id(), List.of(Demographics.Value.ownWords("in words of my own")));
        }
        var chosen = new ArrayList<String>();
        chosen.add(draws.choice(axis.choices(), "choice", number, axis.code()));
        if (axis.multiple() && draws.uniform("several", number, axis.code()) < several) {
            chosen.add(draws.choice(axis.choices(), "second choice", number, axis.code()));
        }
        // in the axis's order and each once, as the form of people gives them
        List<Demographics.Value> values = axis.choices().stream()
                .filter(chosen::contains)
                .map(Demographics.Value::choice)
                .toList();
        return new Demographics.Said(axis.id(), values);
    }
}
