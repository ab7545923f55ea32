package parallax.design;

import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import java.util.Map;
import java.util.Optional;
import parallax.design.NewStudyForm.Panel;
import parallax.design.NewStudyForm.Words;
import parallax.design.plan.WholePlan;
import parallax.identity.InstallationRules;
import parallax.study.ConsentInformation;
import parallax.study.Consents;
import parallax.study.Introduction;
import parallax.study.PanelCodes;
import parallax.study.Sampling;
import parallax.study.StudyPlan;
import parallax.web.Faults;
import parallax.web.FormText;
import parallax.web.WholeNumber;

/// The form in which a draft is edited: what raters read, the smallest group shown, the panel's codes.
/// Questions and raters have forms of their own.
public record DraftForm(
        @BeanParam @Valid Words words,
        @BeanParam @Valid Panel panel,

        @FormParam("minGroup") @WholeNumber(of = "The smallest group shown", least = 1, most = 1000)
        String minGroup) {
    public DraftForm {
        minGroup = FormText.of(minGroup);
    }

    static DraftForm of(WholePlan plan) {
        Introduction told = plan.study().introduction();
        PanelCodes codes = plan.study().codes();
        return new DraftForm(
                new Words(
                        told.title(),
                        told.purpose(),
                        told.contentWarning(),
                        plan.terms().statement(),
                        told.contact(),
                        told.helplines(),
                        told.payment(),
                        Integer.toString(told.minutes())),
                new Panel(
                        codes.completionCode(),
                        codes.completionUrl(),
                        codes.screenOutCode(),
                        codes.screenOutUrl(),
                        codes.endedEarlyCode(),
                        codes.endedEarlyUrl()),
                Integer.toString(plan.study().sampling().minGroup()));
    }

    /// What must be put right, by field.
    Map<String, String> problems(Faults faults) {
        Map<String, String> problems = faults.of(this);
        faultOfLeastGroup().ifPresent(fault -> problems.putIfAbsent("minGroup", fault));
        return problems;
    }

    private Optional<String> faultOfLeastGroup() {
        int ruled = InstallationRules.inForce().leastGroup();
        return minGroup.matches("\\d{1,4}") && Integer.parseInt(minGroup) < ruled
                ? Optional.of("The smallest group shown must be at least " + ruled
                        + ": an owner of this installation rules that for every study.")
                : Optional.empty();
    }

    /// A plan with what a form without problems says; whatever else it holds stays.
    WholePlan in(WholePlan plan) {
        Introduction told = words.introduction();
        ConsentInformation before = plan.terms().information();
        var information = new ConsentInformation(
                told.purpose(),
                new ConsentInformation.Conductor(
                        before.by().institution(), told.contact(), before.by().ethicsReference()),
                new ConsentInformation.Contents(
                        told.contentWarning(), before.contents().kinds()),
                told.payment(),
                told.minutes(),
                before.kept(),
                before.rights());
        StudyPlan study = plan.study();
        Sampling sampling = study.sampling();
        return plan.titled(told.title())
                .with(new Consents.Terms(words.consent(), information, told.helplines(), plan.conditions()))
                .with(new StudyPlan(
                        told,
                        words.consent(),
                        study.rubric(),
                        study.axes(),
                        study.strata(),
                        new Sampling(
                                sampling.itemsPerRater(),
                                sampling.replication(),
                                sampling.occasions(),
                                sampling.leaseMinutes(),
                                Integer.parseInt(minGroup)),
                        study.raters(),
                        panel.codes()));
    }
}
