package parallax.dataset.exports;

import java.io.IOException;
import java.sql.SQLException;

/// The share of each answer, by item and group, and by model and group: what a model is trained on that is to
/// foretell how people differ.
final class SoftLabelForm {
    private static final String OF_ITEMS = """
            select c.item, c.question, c.axis, c.grouped as "group", c.answer, c.n, c.whole as of, c.share
            from counted c join item i on i.code = c.item
            order by i.position, c.question_position, c.question, c.axis_position, c.axis, c.grouped, c.position""";

    private static final String OF_MODELS = """
            select g.model, g.model_digest, g.adapter_digest, c.question, c.axis, c.grouped as "group", c.answer,
                sum(c.n)::bigint as n, sum(c.whole)::bigint as of, sum(c.n)::double / sum(c.whole) as share
            from counted c join generations g on g.item = c.item and not g.alternative
            where c.question not in (select code from question where kind = 'pairwise') -- which is about two models
            group by g.model, g.model_digest, g.adapter_digest, c.question, c.question_position, c.axis, c.axis_position,
                c.grouped, c.answer, c.position
            order by g.model, g.model_digest, g.adapter_digest nulls first, c.question_position, c.question, c.axis_position,
                c.axis, c.grouped, c.position""";

    private SoftLabelForm() {}

    static void write(Workspace tables, DatasetFolder out, ExportRequest.Reader reader)
            throws SQLException, IOException {
        TableForm.csv(tables, out, reader, "soft_labels", OF_ITEMS);
        TableForm.parquet(tables, out, "soft_labels", OF_ITEMS);
        if (tables.count("select count(*) from reply") > 0) {
            TableForm.csv(tables, out, reader, "soft_labels_by_model", OF_MODELS);
            TableForm.parquet(tables, out, "soft_labels_by_model", OF_MODELS);
        } else {
            out.note("No reply was written here, so that there are no shares by model.");
        }
        if (tables.count("select count(*) from words") > 0) {
            out.note(
                    "Answers in words have no share and are not here; the tables of the forms csv and parquet have them.");
        }
    }
}
