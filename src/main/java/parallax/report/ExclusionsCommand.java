package parallax.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parallax.analysis.Exclusion;
import parallax.analysis.ExclusionEffect;
import parallax.analysis.ExclusionEffects;
import parallax.analysis.Exclusions;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.identity.Actor;
import parallax.signal.SignalLimits;
import parallax.study.OneStudyCommand;
import parallax.study.WatchedSignals;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Prints a study's exclusions or what one would change, makes, retires or takes up one.
///
/// Whoever has the machine has the rows, so nothing is hidden here.
@Dependent
@Unremovable
@Command(
        name = "exclusions",
        description = {
            "Prints the exclusions of a study as CSV: named rules over signals of care.",
            "An exclusion leaves nobody out by itself: estimates, export and pages ask for it by name. What a name means"
                    + " never changes; a rule can be retired, and taken up again."
        },
        sortOptions = false)
public class ExclusionsCommand extends OneStudyCommand {
    @ArgGroup
    @Nullable
    Act act;

    static final class Act {
        @Option(
                names = "--effect",
                paramLabel = "RULE",
                description = "print what this rule would change, group by group")
        @Nullable
        String effect;

        @ArgGroup(exclusive = false)
        @Nullable
        Making making;

        @Option(names = "--retire", paramLabel = "RULE", description = "let no new analysis ask for this rule")
        @Nullable
        String retire;

        @Option(names = "--take-up", paramLabel = "RULE", description = "let analyses ask for this rule again")
        @Nullable
        String takeUp;
    }

    static final class Making {
        @Option(names = "--make", required = true, paramLabel = "RULE", description = "make a rule of this name")
        String name = "";

        @Option(
                names = "--with",
                required = true,
                split = ",",
                paramLabel = "SIGNAL=FROM",
                description = "that leaves out raters with these signals: from which value on each (attention=2)")
        Map<String, @Nullable Double> conditions = new LinkedHashMap<>();

        @Option(names = "--all", description = "where all of them hold; without it, where any does")
        boolean all;
    }

    @Inject
    Exclusions exclusions;

    @Inject
    ExclusionEffects effects;

    @Inject
    WatchedSignals watched;

    @Override
    protected int carryOut(long studyId) throws IOException {
        if (act == null) {
            return list(studyId);
        }
        if (act.making != null) {
            return make(studyId, act.making);
        }
        if (act.effect != null) {
            return effect(studyId, act.effect);
        }
        boolean retired = act.retire != null;
        String name = retired ? Objects.requireNonNull(act.retire) : Objects.requireNonNull(act.takeUp);
        return exclusions.retire(studyId, name, retired, Actor.system()) ? 0 : unknown(name);
    }

    private int list(long studyId) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(out());
        csv.writeRecord("name", "leaves_out", "state");
        for (Exclusion rule : exclusions.ofStudy(studyId)) {
            csv.writeRecord(rule.name(), rule.inWords(), rule.retired() ? "retired" : "in use");
        }
        csv.flush();
        return 0;
    }

    private int make(long studyId, Making making) {
        try {
            boolean retired = false;
            var rule = new Exclusion(making.name, making.all, SignalLimits.read(making.conditions), retired);
            if (!watched.of(studyId).keySet().containsAll(rule.conditions().keySet())) {
                return refused("The study does not look at one of these signals.");
            }
            return exclusions.create(studyId, rule, null)
                    ? 0
                    : refused("There is an exclusion of that name; what it says does not change.");
        } catch (IllegalArgumentException wrong) {
            return refused(String.valueOf(wrong.getMessage()));
        }
    }

    private int effect(long studyId, String name) throws IOException {
        Exclusion rule = exclusions.find(studyId, name).orElse(null);
        if (rule == null) {
            return unknown(name);
        }
        CsvWriter csv = CsvWriter.builder().build(out());
        csv.writeRecord(
                "axis",
                "group",
                "raters",
                "raters_out",
                "judgments",
                "judgments_out",
                "p_unsafe",
                "low",
                "high",
                "p_unsafe_without",
                "low_without",
                "high_without");
        for (ExclusionEffect.Line line : effects.of(studyId, rule).lines()) {
            var fields = new ArrayList<>(List.of(
                    Objects.requireNonNullElse(line.axis(), ""),
                    Objects.requireNonNullElse(line.group(), "everybody"),
                    Integer.toString(line.before().raters()),
                    Integer.toString(line.ratersOut()),
                    Long.toString(line.before().judgments()),
                    Long.toString(line.judgmentsOut())));
            fields.addAll(share(line.before().pUnsafe()));
            fields.addAll(share(line.after().pUnsafe()));
            csv.writeRecord(fields);
        }
        csv.flush();
        return 0;
    }

    private static List<String> share(Estimate estimate) {
        Interval interval = estimate.interval();
        return List.of(
                text(estimate.value()),
                text(interval == null ? null : interval.low()),
                text(interval == null ? null : interval.high()));
    }

    private static String text(@Nullable Double value) {
        return value == null ? "" : value.toString();
    }

    private int unknown(String name) {
        return refused("This study has no exclusion “" + name + "”.");
    }
}
