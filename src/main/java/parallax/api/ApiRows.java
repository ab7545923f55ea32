package parallax.api;

import static parallax.store.Sql.bind;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import parallax.store.Sql;

/// Rows for programs, a page at a time.
@ApplicationScoped
public class ApiRows {
    private final Sql sql;
    private final ObjectMapper json;

    public ApiRows(Sql sql, ObjectMapper json) {
        this.sql = sql;
        this.json = json;
    }

    /// @param turns speaker and content, in order; the last is the response under judgment, or, as `alternative`, the
    /// second
    ///     of two
    public record Item(long id, String code, String topic, String source, List<Turn> turns) {}

    public record Turn(String speaker, String content) {}

    /// @param rater the rater's random name in the study; null where raters are unknown
    /// @param groups the rater's group by axis
    public record Judgment(
            long id,
            String item,
            @Schema(nullable = true) @Nullable String rater,
            int revision,
            @Schema(nullable = true) @Nullable Instant submittedAt,
            @Schema(nullable = true) @Nullable Long activeMs,
            @JsonUnwrapped Given given,
            Map<String, String> groups) {}

    /// @param occasion which time the rater judged the item; figures are of the first
    /// @param answers the chosen option's code by the question's code; of a set of options their codes
    ///   in a list; of
    ///     an answer in words the text
    /// @param questionActiveMs how long the rater was active before each of them, since the one before
    ///   or the
    ///     item's beginning, by the question's code; without those of which it is not known
    public record Given(int occasion, Map<String, Object> answers, Map<String, Long> questionActiveMs) {}

    /// An item's id, where the study has it and it is judged.
    long item(long studyId, long id) {
        return sql.first(
                        row -> row.getLong(1),
                        "select id from item where study_id = :study and id = :id and source <> 'attention'",
                        bind("study", studyId),
                        bind("id", id))
                .orElseThrow(() -> new NotFoundException("no such item"));
    }

    List<Item> items(long studyId, long after, int limit) {
        return sql.list(
                row -> new Item(
                        row.getLong("id"),
                        row.getString("code"),
                        row.getString("topic"),
                        row.getString("source"),
                        read(row.getString("turns"), new TypeReference<>() {})),
                """
                select i.id, i.code, i.topic, i.source,
                    (select json_agg(json_build_object('speaker', t.speaker, 'content', t.content) order by t.position)
                     from turn t where t.item_id = i.id) as turns
                from item i where i.study_id = :study and i.source <> 'attention' and i.id > :after order by i.id limit :limit""",
                bind("study", studyId),
                bind("after", after),
                bind("limit", limit));
    }

    List<Judgment> judgments(long studyId, long after, int limit) {
        return sql.list(
                row -> new Judgment(
                        row.getLong("id"),
                        row.getString("item"),
                        row.getString("rater"),
                        row.getInt("revision"),
                        Sql.instant(row, "submitted_at"),
                        row.getObject("active_ms", Long.class),
                        new Given(
                                row.getInt("occasion"),
                                read(row.getString("answers"), new TypeReference<>() {}),
                                read(row.getString("times"), new TypeReference<>() {})),
                        read(row.getString("groups"), new TypeReference<>() {})),
                """
                select j.id, i.code as item, p.pseudonym as rater, j.revision, j.occasion, j.submitted_at, j.active_ms,
                    (select coalesce(json_object_agg(g.code, g.answer order by g.position), '{}')
                     from (select q.code, q.position, case
                               when q.kind in ('multiple_choice', 'response_set') then json_agg(o.code order by w.ordinal)
                               else to_json(coalesce(min(o.code), min(w.content))) end as answer
                           from question q
                           join answer w on w.study_id = j.study_id and w.question_id = q.id and w.judgment_id = j.id
                           left join answer_option o on o.question_id = w.question_id and o.position = w.position
                           where q.rubric_id in (select id from rubric where study_id = j.study_id) and w.source <> 'not_asked'
                           group by q.id) g) as answers,
                    (select coalesce(json_object_agg(q.code, w.active_ms order by q.position), '{}')
                     from question q
                     join answer w on w.study_id = j.study_id and w.question_id = q.id and w.judgment_id = j.id
                     where q.rubric_id in (select id from rubric where study_id = j.study_id)
                       and w.active_ms is not null) as times,
                    (select coalesce(json_object_agg(a.code, g.label), '{}')
                     from group_membership m join axis a on a.id = m.axis_id join rater_group g on g.id = m.rater_group_id
                     where m.participation_id = j.participation_id) as groups
                from judgment j join item i on i.id = j.item_id left join participation p on p.id = j.participation_id
                where j.study_id = :study and j.current and j.id > :after order by j.id limit :limit""",
                bind("study", studyId),
                bind("after", after),
                bind("limit", limit));
    }

    private <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database wrote JSON that cannot be read", e);
        }
    }
}
