package parallax.dataset.exports;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.stream.Collectors;
import parallax.dataset.Layout;
import parallax.store.Sql;
import parallax.study.Reading;
import parallax.study.Rubrics;
import parallax.study.StoredQuestion;
import parallax.study.Study;

/// Which layouts a study can be written in.
@ApplicationScoped
public class Fillable {
    private static final String NOTHING_COUNTED =
            "The form %s counts chosen options, and this study asks for answers in words only.";

    /// How many conversations before a reply stand before two judged ones.
    private static final String TWICE_ANSWERED = """
            select count(*) from (
                select said from (
                    select i.id, string_agg(t.speaker || ':' || t.content, chr(30) order by t.position) as said
                    from item i join turn t on t.item_id = i.id
                    where i.study_id = :study and i.source <> 'attention'
                      and t.position < (select max(l.position) from turn l where l.item_id = i.id)
                      and exists (select from judgment j where j.item_id = i.id and j.study_id = i.study_id and j.current)
                    group by i.id) before
                group by said having count(*) > 1) twice""";

    private static final String PAIRS = """
            select count(*) from item i join turn t on t.item_id = i.id
            where i.study_id = :study and t.speaker = 'alternative'""";

    private final Rubrics rubrics;
    private final Sql sql;

    public Fillable(Rubrics rubrics, Sql sql) {
        this.rubrics = rubrics;
        this.sql = sql;
    }

    /// Why a study cannot be written in a layout, in a sentence; empty if it can. A DICES layout has columns for
    /// its own questions only: answers to others would be lost.
    public String whyNot(Study study, Layout layout) {
        if (!layout.isDices() || study.cameAs(layout.code())) {
            return "";
        }
        if (sql.number(PAIRS, bind("study", study.id())) > 0) {
            return "The layout " + layout.code() + " has a column for one reply, and this study has items with two.";
        }
        Set<String> asked = rubrics.ofStudy(study.id())
                .questions()
                .map(StoredQuestion::code)
                .collect(Collectors.toSet());
        return asked.containsAll(layout.questionColumns())
                ? ""
                : "The layout " + layout.code() + " has columns for the questions of its own rubric, and this study"
                        + " asks others.";
    }

    /// Why a study cannot be written in a form, in a sentence; empty if it can.
    public String whyNot(Study study, DatasetForm form) {
        return switch (form) {
            case CSV, PARQUET, HUGGING_FACE -> "";
            case LONG, DICES350, DICES990 -> whyNot(study, form.layout().orElseThrow());
            case SOFT_LABELS, HARD_EXAMPLES -> isCounted(study) ? "" : NOTHING_COUNTED.formatted(form.code());
            case LEWIDI ->
                !study.ratersKnown()
                        ? "The form lewidi names who gave each answer, and this study does not know who answered."
                        : isCounted(study) ? "" : NOTHING_COUNTED.formatted(form.code());
            case PREFERENCES -> whyNoPreferences(study);
        };
    }

    private boolean isCounted(Study study) {
        return rubrics.ofStudy(study.id()).counted().findAny().isPresent();
    }

    private String whyNoPreferences(Study study) {
        if (sql.number(PAIRS, bind("study", study.id())) > 0
                && rubrics.ofStudy(study.id()).comparesReplies()) {
            return "";
        }
        boolean hasUnsafe = rubrics.ofStudy(study.id())
                .overall()
                .flatMap(question -> question.reading(Reading.UNSAFE))
                .isPresent();
        if (!hasUnsafe) {
            return "The form preferences compares how often replies were found unsafe, and this study has no overall"
                    + " question with an answer that reads unsafe, and none that compares two replies.";
        }
        return sql.number(TWICE_ANSWERED, bind("study", study.id())) > 0
                ? ""
                : "The form preferences needs two judged replies to one conversation, and this study has none.";
    }
}
