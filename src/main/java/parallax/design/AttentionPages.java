package parallax.design;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import parallax.item.AttentionItems;
import parallax.study.InsertionPlans;
import parallax.study.Rubrics;
import parallax.study.StoredQuestion;
import parallax.study.Study;

/// Makes the page of a study's attention items.
@ApplicationScoped
class AttentionPages {
    private final AttentionItems items;
    private final InsertionPlans plans;
    private final Rubrics rubrics;

    AttentionPages(AttentionItems items, InsertionPlans plans, Rubrics rubrics) {
        this.items = items;
        this.plans = plans;
        this.rubrics = rubrics;
    }

    AttentionPage page(Study study) {
        return page(study, InsertionsForm.of(plans.of(study)), AttentionForm.empty(), Map.of());
    }

    AttentionPage refused(Study study, AttentionForm form, Map<String, String> problems) {
        return page(study, InsertionsForm.of(plans.of(study)), form, problems);
    }

    AttentionPage refused(Study study, InsertionsForm rates, Map<String, String> problems) {
        return page(study, rates, AttentionForm.empty(), problems);
    }

    private AttentionPage page(Study study, InsertionsForm rates, AttentionForm form, Map<String, String> problems) {
        return new AttentionPage(
                study.id(),
                study.notice(),
                study.isDraft(),
                items.ofStudy(study.id()),
                rates,
                form,
                expected(study, form),
                problems);
    }

    private List<AttentionPage.Choice> expected(Study study, AttentionForm form) {
        return rubrics.ofStudy(study.id())
                .asked()
                .filter(StoredQuestion::isOfOneOption)
                .flatMap(question -> IntStream.range(0, question.options().size())
                        .mapToObj(option -> new AttentionPage.Choice(
                                AttentionForm.code(question, option),
                                question.prompt() + " "
                                        + question.options().get(option).label(),
                                AttentionForm.code(question, option).equals(form.expected()))))
                .toList();
    }
}
