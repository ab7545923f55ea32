package parallax.design.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parallax.analysis.AnalysisPlan;
import parallax.analysis.PlannedLimit;
import parallax.rater.Panel;
import parallax.rater.PanelSignature;
import parallax.study.ConsentInformation;
import parallax.study.Consents;
import parallax.study.PanelCodes;
import parallax.study.Practice;
import parallax.study.Rubric;
import parallax.study.RubricJson;

/// Parts of a plan as its file has them.
final class FilePieces {
    private FilePieces() {}

    static PlanFile.Questions questions(Rubric rubric) {
        RubricJson written = RubricJson.of(rubric);
        List<RubricJson.Group> groups = Objects.requireNonNullElse(written.groups(), List.of());
        return new PlanFile.Questions(
                null,
                written.title(),
                null,
                groups.stream().map(FilePieces::group).toList());
    }

    private static PlanFile.QuestionGroup group(RubricJson.Group group) {
        return new PlanFile.QuestionGroup(
                Objects.requireNonNullElse(group.title(), ""),
                group.guidance(),
                group.atOnce() == null ? null : PlanFile.AtOnce.SAFE,
                Objects.requireNonNullElse(group.questions(), List.<ObjectNode>of()).stream()
                        .map(question -> PlanText.JSON.convertValue(question, PlanQuestion.class))
                        .toList());
    }

    static PlanFile.Consent consent(Consents.Terms terms) {
        ConsentInformation told = terms.information();
        return new PlanFile.Consent(
                told.purpose(),
                conductor(told.by()),
                contents(told.contents(), terms.helplines()),
                told.payment(),
                told.minutes(),
                told.kept(),
                told.rights(),
                terms.statement());
    }

    private static PlanFile.@Nullable Conductor conductor(ConsentInformation.Conductor by) {
        return by.equals(ConsentInformation.NONE.by())
                ? null
                : new PlanFile.Conductor(by.institution(), by.contact(), by.ethicsReference());
    }

    private static PlanFile.@Nullable Contents contents(ConsentInformation.Contents told, String helplines) {
        if (told.equals(ConsentInformation.NONE.contents()) && helplines.isEmpty()) {
            return null;
        }
        return new PlanFile.Contents(
                told.warning(),
                told.kinds().stream()
                        .map(kind -> new PlanFile.Kind(
                                kind.name(),
                                PlanFile.Hardness.valueOf(kind.severity().name()),
                                kind.percent()))
                        .toList(),
                helplines);
    }

    static PlanFile.Before before(Practice.Plan practice) {
        Practice.Trial trial = practice.trial();
        return new PlanFile.Before(
                practice.comprehension().comprehensionInstructions(),
                practice.questions().stream()
                        .map(q -> new PlanFile.Check(q.prompt(), q.options(), q.right() + 1))
                        .toList(),
                practice.comprehension().comprehensionTries(),
                practice.comprehension().comprehensionCode(),
                orNull(practice.comprehension().comprehensionUrl()),
                trial == null ? null : new PlanFile.Trial(trial.question(), trial.reply()));
    }

    static PlanFile.Care care(WholePlan plan) {
        return new PlanFile.Care(
                plan.conditions().dailyItems(),
                plan.conditions().dailyMinutes(),
                plan.conditions().demographicsMayChange() ? true : null,
                PlanFaces.limits(plan.care().signals()),
                plan.care().insertions().attentionEvery(),
                plan.care().insertions().repeatEvery(),
                plan.care().insertions().repeatAfter(),
                new PlanFile.Days(
                        plan.retention().screenedOut(),
                        plan.retention().panelIds(),
                        plan.retention().sessions()));
    }

    static PlanFile.@Nullable RatersPanel panel(PanelCodes codes, @Nullable Panel panel) {
        if (codes.equals(PanelCodes.NONE) && panel == null) {
            return null;
        }
        return new PlanFile.RatersPanel(
                code(codes.completionCode(), codes.completionUrl()),
                code(codes.screenOutCode(), codes.screenOutUrl()),
                code(codes.endedEarlyCode(), codes.endedEarlyUrl()),
                panel == null ? null : naming(panel));
    }

    private static PlanFile.@Nullable Code code(String code, String address) {
        return code.isEmpty() && address.isEmpty() ? null : new PlanFile.Code(code, orNull(address));
    }

    private static PlanFile.Naming naming(Panel panel) {
        PanelSignature signed = panel.signature();
        return new PlanFile.Naming(
                panel.name(),
                panel.idParameter(),
                orNull(panel.sessionParameter()),
                signed == null ? null : new PlanFile.Signature(signed.parameter(), signed.audience(), signed.keys()));
    }

    static PlanFile.Analysis analysis(AnalysisPlan plan, @Nullable Integer smallestGroup) {
        return new PlanFile.Analysis(
                smallestGroup,
                plan.question(),
                plan.axes(),
                plan.unsure().stream()
                        .map(u -> PlanFile.Unsure.valueOf(u.name()))
                        .toList(),
                plan.metrics(),
                List.copyOf(plan.contrasts().stream()
                        .map(c -> new PlanFile.Contrast(c.axis(), c.group(), c.against()))
                        .toList()),
                plan.limits().stream().map(FilePieces::limit).toList(),
                plan.notes());
    }

    private static PlanLimit limit(PlannedLimit limit) {
        return new PlanLimit(
                limit.question(),
                PlanFile.Unsure.valueOf(limit.unsure().name()),
                limit.axes(),
                limit.upperBoundAtMost(),
                limit.smallestGroup(),
                limit.bounds());
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
