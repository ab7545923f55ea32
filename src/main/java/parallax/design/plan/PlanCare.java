package parallax.design.plan;

import jakarta.enterprise.context.ApplicationScoped;
import parallax.identity.Actor;
import parallax.study.InsertionPlans;
import parallax.study.Practice;
import parallax.study.Study;
import parallax.study.WatchedSignals;

/// What comes before and between a rater's items, and what is looked at meanwhile.
@ApplicationScoped
class PlanCare {
    private final Practice practice;
    private final InsertionPlans insertions;
    private final WatchedSignals signals;

    PlanCare(Practice practice, InsertionPlans insertions, WatchedSignals signals) {
        this.practice = practice;
        this.insertions = insertions;
        this.signals = signals;
    }

    Practice.Plan practice(Study study) {
        return new Practice.Plan(
                study.comprehension(),
                practice.questions(study.id()),
                practice.trial(study.id()).orElse(null));
    }

    WholePlan.Care of(Study study) {
        return new WholePlan.Care(insertions.of(study), signals.of(study.id()));
    }

    /// What stays the same is not written again.
    void set(Study draft, WholePlan plan, Actor by) {
        WholePlan.Care before = of(draft);
        if (!before.insertions().equals(plan.care().insertions())) {
            insertions.set(draft.id(), plan.care().insertions(), by);
        }
        if (!before.signals().equals(plan.care().signals())) {
            signals.set(draft.id(), plan.care().signals(), by);
        }
        if (!practice(draft).equals(plan.practice())) {
            practice.set(draft.id(), plan.practice(), null, by);
        }
    }
}
