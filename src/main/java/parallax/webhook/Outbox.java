package parallax.webhook;

import static parallax.store.Sql.bind;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import parallax.store.Sql;

/// Events on their way to webhooks. They are written in the transaction of what they tell of, one row for each
/// webhook of the study that asked for them: none where nobody asked.
@ApplicationScoped
public class Outbox {
    /// The event of a judgment as a part of the statement that stores it, whose common table `j` holds the row;
    /// `:revision` and `:surplus` are bound in it. Where the study has no webhook, this is one look into an index.
    public static final String JUDGMENT_OF_J = """
            insert into outbox (webhook_id, study_id, kind, subject_id, data, created_at)
            select w.id, j.study_id, 'judgment.stored', j.id, jsonb_build_object('judgment', j.id, 'item', j.item_id,
                'revision', :revision::int, 'surplus', :surplus::boolean), j.submitted_at
            from j join webhook w on w.study_id = j.study_id
            where w.removed_at is null and 'judgment.stored' = any (w.events)
            """;

    private final Sql sql;
    private final Clock clock;
    private final ObjectMapper json;

    public Outbox(Sql sql, Clock clock, ObjectMapper json) {
        this.sql = sql;
        this.clock = clock;
        this.json = json;
    }

    /// @param subjectId the row that it happened to
    /// @param data ids and counts, never an answer, a text, or anything that a rater said
    @Transactional(Transactional.TxType.MANDATORY)
    public void tell(WebhookEvent event, long studyId, long subjectId, Map<String, ?> data) {
        sql.update(
                """
                insert into outbox (webhook_id, study_id, kind, subject_id, data, created_at)
                select w.id, w.study_id, :event, :subject, :data::jsonb, :now from webhook w
                where w.study_id = :study and w.removed_at is null and :event = any (w.events)""",
                bind("event", event.word()),
                bind("subject", subjectId),
                bind("data", written(data)),
                bind("now", clock.instant()),
                bind("study", studyId));
    }

    /// Forgets what was told, or is to be told, of judgments that are gone, and tells that some are.
    @Transactional(Transactional.TxType.MANDATORY)
    public void forget(long studyId, long[] judgments) {
        sql.update(
                "delete from outbox where kind = 'judgment.stored' and subject_id = any (:judgments)",
                bind("judgments", judgments));
        tell(WebhookEvent.JUDGMENTS_ERASED, studyId, studyId, Map.of());
    }

    private String written(Map<String, ?> data) {
        try {
            return json.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("ids and counts can be written as JSON", e);
        }
    }
}
