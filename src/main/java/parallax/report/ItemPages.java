package parallax.report;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import parallax.analysis.Exclusions;
import parallax.assignment.ProblemReports;
import parallax.disclosure.ShownFigures;
import parallax.disclosure.Sight;
import parallax.disclosure.Sights;
import parallax.item.Item;
import parallax.item.Items;
import parallax.item.Turn;
import parallax.store.Sql;
import parallax.study.Population;
import parallax.study.Populations;
import parallax.study.Rubrics;
import parallax.study.Severity;
import parallax.study.StoredQuestion;
import parallax.study.StoredRubric;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// Makes the pages of disputed items.
@ApplicationScoped
public class ItemPages {
    private static final int PAGE = 25;
    private static final boolean JUDGED = true;
    private static final int LAST_PAGE = Integer.MAX_VALUE / PAGE - 1;

    private final Sql sql;
    private final Rubrics rubrics;
    private final Populations populations;
    private final Items items;
    private final DisputedItems disputed;
    private final ShownFigures figures;
    private final Clock clock;
    private final ProblemReports problems;
    private final Exclusions exclusions;
    private final Sights sights;

    public ItemPages(
            Sql sql,
            Rubrics rubrics,
            Populations populations,
            Items items,
            DisputedItems disputed,
            ShownFigures figures,
            Clock clock,
            ProblemReports problems,
            Exclusions exclusions,
            Sights sights) {
        this.sights = sights;
        this.exclusions = exclusions;
        this.sql = sql;
        this.problems = problems;
        this.figures = figures;
        this.clock = clock;
        this.rubrics = rubrics;
        this.populations = populations;
        this.items = items;
        this.disputed = disputed;
    }

    public ItemsPage list(Study study, StudyPages.View view, int page, StudyAccess.Rights rights) {
        StoredRubric rubric = rubrics.ofStudy(study.id());
        StoredQuestion question = StudyPages.question(rubric, view.question());
        int number = Math.clamp(page, 1, LAST_PAGE);
        Sights.Offer offer = sights.of(study.id(), rights, view.release());
        LeftOut out = LeftOut.of(exclusions, study, rights, offer.shown(), view.exclude());
        DisputedItems.Page found =
                disputed.page(study, question, offer.shown(), out.without(), (number - 1) * PAGE, PAGE);
        String query = "?question=" + URLEncoder.encode(question.code(), StandardCharsets.UTF_8) + out.parameter()
                + SightView.parameter(offer);
        String address = "/studies/" + study.id() + "/items";
        boolean live = false;
        return new ItemsPage(
                study.id(),
                study.notice(),
                study.state().word(),
                new StudyPage.Choices(
                        StudyPages.questionChoices(rubric, question), List.of(), List.of(), out.choices()),
                found.items().stream()
                        .map(i -> line(i, address + "/" + i.id() + query))
                        .toList(),
                pagination(found.total(), number, address + query),
                StudyPages.viewer(study, rights, offer, live));
    }

    private static ItemsPage.Pagination pagination(int total, int number, String address) {
        int pages = Math.max(1, (total + PAGE - 1) / PAGE);
        return new ItemsPage.Pagination(
                DistributionTable.count(total),
                number,
                pages,
                number > 1 ? address + "&page=" + (number - 1) : "",
                number < pages ? address + "&page=" + (number + 1) : "");
    }

    public ItemPage item(Study study, long itemId, StudyPages.View view, StudyAccess.Rights rights) {
        Item item = items.ofStudy(study.id(), itemId).orElseThrow(() -> new NotFoundException("no such item"));
        StoredRubric rubric = rubrics.ofStudy(study.id());
        StoredQuestion question = StudyPages.question(rubric, view.question());
        List<Population.Axis> axes = populations.axes(study.id());
        Population.Axis axis = StudyPages.axis(axes, view.axis());
        Sights.Offer offer = sights.of(study.id(), rights, view.release());
        LeftOut out = LeftOut.of(exclusions, study, rights, offer.shown(), view.exclude());
        FiguresView shown = figures.ofItem(study, question, axis, itemId, offer.shown(), out.without())
                .map(distribution -> FiguresView.of(distribution, question, "", clock.instant()))
                .orElse(null);
        boolean live = shown == null && offer.shown() instanceof Sight.OfNow;
        return new ItemPage(
                study.id(),
                study.notice(),
                new ItemPage.Conversation(itemId, item.code(), item.topic(), turns(item)),
                new StudyPage.Choices(
                        StudyPages.questionChoices(rubric, question),
                        StudyPages.axisChoices(axes, axis),
                        List.of(),
                        out.choices()),
                shown,
                new ItemPage.Origin(provenance(itemId), gold(itemId)),
                StudyPages.viewer(study, rights, offer, live),
                rights.mayDesign() ? staff(study, itemId) : null);
    }

    private ItemPage.Staff staff(Study study, long itemId) {
        return new ItemPage.Staff(
                items.severity(itemId).map(Severity::word).orElse(""), problems.ofItem(itemId), study.isDraft());
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
        for (Turn turn : item.before()) {
            lines.add(line(turn, turn.speaker().label(), !JUDGED));
        }
        for (Turn reply : item.replies()) {
            boolean second = reply.speaker() == Turn.Speaker.ALTERNATIVE;
            String name = item.isPair()
                    ? second ? "Reply B" : "Reply A"
                    : reply.speaker().label();
            lines.add(line(reply, name, JUDGED));
        }
        return lines;
    }

    private static ItemPage.TurnLine line(Turn turn, String name, boolean judged) {
        String speaker = turn.speaker() == Turn.Speaker.ALTERNATIVE
                ? Turn.Speaker.CHATBOT.word()
                : turn.speaker().word();
        return new ItemPage.TurnLine(speaker, name, turn.content(), judged);
    }

    private List<ItemPage.Fact> provenance(long itemId) {
        return sql.list(row -> new ItemPage.Fact(row.getString(1), row.getString(2)), """
                select f.key, f.value from item i
                left join generation g on g.id = i.generation_id
                cross join lateral jsonb_each_text(coalesce(g.provenance, '{}') || (i.attributes - 'context')) f
                where i.id = :item and f.value is not null order by f.key""", bind("item", itemId));
    }

    private List<ItemPage.Fact> gold(long itemId) {
        return sql.list(row -> new ItemPage.Fact(row.getString(1), row.getString(2)), """
                select q.prompt, o.label from gold_label g
                join question q on q.id = g.question_id
                join answer_option o on o.question_id = g.question_id and o.position = g.position
                where g.item_id = :item""", bind("item", itemId));
    }
}
