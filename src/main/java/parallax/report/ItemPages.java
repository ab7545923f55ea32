package parallax.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import parallax.item.Item;
import parallax.item.Items;
import parallax.item.Turn;
import parallax.store.Sql;
import parallax.study.Population;
import parallax.study.Populations;
import parallax.study.Rubric;
import parallax.study.Rubrics;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// Makes the pages of disputed items.
@ApplicationScoped
public class ItemPages {
    private static final int PAGE = 25;
    private static final int LAST_PAGE = Integer.MAX_VALUE / PAGE - 1;

    private final Sql sql;
    private final Rubrics rubrics;
    private final Populations populations;
    private final Items items;
    private final DisputedItems disputed;

    public ItemPages(Sql sql, Rubrics rubrics, Populations populations, Items items, DisputedItems disputed) {
        this.sql = sql;
        this.rubrics = rubrics;
        this.populations = populations;
        this.items = items;
        this.disputed = disputed;
    }

    public ItemsPage list(Study study, StudyPages.View view, int page, StudyAccess.Rights rights) {
        Rubric rubric = rubrics.ofStudy(study.id);
        Rubric.Question question = StudyPages.question(rubric, view.question());
        int number = Math.clamp(page, 1, LAST_PAGE);
        DisputedItems.Page found = disputed.page(
                study, question, StudyPages.viewer(rights), rights.mayExport(), (number - 1) * PAGE, PAGE);
        int pages = Math.max(1, (found.total() + PAGE - 1) / PAGE);
        String query = "?question=" + URLEncoder.encode(question.code(), StandardCharsets.UTF_8);
        String address = "/studies/" + study.id + "/items";
        return new ItemsPage(
                study.id,
                study.notice(),
                study.state().word(),
                study.minGroup,
                rights.mayExport(),
                StudyPages.questionChoices(rubric, question),
                found.items().stream()
                        .map(i -> line(i, address + "/" + i.id() + query))
                        .toList(),
                number,
                pages,
                number > 1 ? address + query + "&page=" + (number - 1) : "",
                number < pages ? address + query + "&page=" + (number + 1) : "",
                DistributionTable.count(found.total()));
    }

    public ItemPage item(Study study, long itemId, StudyPages.View view, StudyAccess.Rights rights) {
        Item item = items.ofStudy(study.id, itemId).orElseThrow(() -> new NotFoundException("no such item"));
        Rubric rubric = rubrics.ofStudy(study.id);
        Rubric.Question question = StudyPages.question(rubric, view.question());
        List<Population.Axis> axes = populations.axes(study.id);
        Population.Axis axis = StudyPages.axis(axes, view.axis());
        Distribution distribution =
                disputed.ofItem(study, question, axis, StudyPages.viewer(rights), rights.mayExport(), itemId);
        return new ItemPage(
                study.id,
                study.notice(),
                item.code(),
                item.topic(),
                turns(item),
                StudyPages.questionChoices(rubric, question),
                StudyPages.axisChoices(axes, axis),
                question.prompt(),
                BarChart.of(distribution, question),
                DistributionTable.of(distribution),
                provenance(itemId),
                gold(itemId),
                itemId,
                rights.mayExport(),
                study.minGroup,
                rights.mayDesign() && study.state() == Study.State.DRAFT);
    }

    private static ItemsPage.Line line(ItemDisagreement item, String address) {
        Double entropy = item.entropy() == null ? null : item.entropy().value();
        return new ItemsPage.Line(
                address,
                item.code(),
                item.topic(),
                item.response(),
                item.nAnswers() == null ? "–" : DistributionTable.count(item.nAnswers()),
                entropy == null ? "–" : String.format(Locale.ROOT, "%.3f", entropy),
                DistributionTable.percent(item.pUnsafe()),
                DistributionTable.interval(item.pUnsafe()));
    }

    private static List<ItemPage.TurnLine> turns(Item item) {
        var lines = new ArrayList<ItemPage.TurnLine>();
        for (int i = 0; i < item.turns().size(); i++) {
            Turn turn = item.turns().get(i);
            lines.add(new ItemPage.TurnLine(
                    turn.speaker().word(),
                    turn.speaker().label(),
                    turn.content(),
                    i == item.turns().size() - 1));
        }
        return lines;
    }

    private List<ItemPage.Fact> provenance(long itemId) {
        return sql.list(row -> new ItemPage.Fact(row.getString(1), row.getString(2)), """
                select f.key, f.value from item i
                left join generation g on g.id = i.generation_id
                cross join lateral jsonb_each_text(coalesce(g.provenance, '{}') || (i.attributes - 'context')) f
                where i.id = ? and f.value is not null order by f.key""", itemId);
    }

    private List<ItemPage.Fact> gold(long itemId) {
        return sql.list(row -> new ItemPage.Fact(row.getString(1), row.getString(2)), """
                select q.prompt, o.label from gold_label g
                join question q on q.id = g.question_id
                join answer_option o on o.question_id = g.question_id and o.position = g.position
                where g.item_id = ?""", itemId);
    }
}
