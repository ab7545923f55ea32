package parallax.item;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.store.Sql;
import parallax.study.Studies;

/// Attention items: conversations that say themselves which answer to give, or where it is plain. They are no
/// items of the study's data: no metric and no export of ratings holds them.
@ApplicationScoped
public class AttentionItems {
    public static final int LONGEST = 5_000;

    private final Sql sql;
    private final Clock clock;
    private final Studies studies;
    private final AuditTrail trail;

    public AttentionItems(Sql sql, Clock clock, Studies studies, AuditTrail trail) {
        this.sql = sql;
        this.clock = clock;
        this.studies = studies;
        this.trail = trail;
    }

    /// Why its answer is beyond dispute.
    public enum Kind {
        /// it says itself which answer to give
        INSTRUCTED,
        /// its answer is a plain fact
        FACTUAL;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What is expected of whoever reads it.
    ///
    /// @param position of the option
    public record Expected(long questionId, int position) {}

    /// @param message what is said to the chatbot; empty where nothing is
    /// @param reply what raters read as its reply
    public record Draft(Kind kind, String message, String reply, Expected expected) {}

    /// One that is stored, in words.
    public record Stored(long id, String kind, String message, String reply, String question, String answer) {}

    public List<Stored> ofStudy(long studyId) {
        return sql.list(
                row -> new Stored(
                        row.getLong("id"),
                        row.getString("kind"),
                        row.getString("message"),
                        row.getString("reply"),
                        row.getString("question"),
                        row.getString("answer")),
                """
                select i.id, x.kind, q.code as question, o.code as answer,
                    coalesce((select content from turn t where t.item_id = i.id and t.speaker = 'user'), '') as message,
                    coalesce((select content from turn t where t.item_id = i.id and t.speaker = 'chatbot'), '') as reply
                from item i join attention_item x on x.item_id = i.id join question q on q.id = x.question_id
                join answer_option o on o.question_id = x.question_id and o.position = x.position
                where i.study_id = :study order by i.position""",
                bind("study", studyId));
    }

    /// @return the id of the item; nothing if the study is no longer a draft
    @Transactional
    public OptionalLong add(long studyId, Draft draft, Actor by) {
        if (!studies.holdDraft(studyId)) {
            return OptionalLong.empty();
        }
        long item = sql.number(
                """
                with added as (
                    insert into item (study_id, position, code, source, created_at)
                    select :study, coalesce(max(position) + 1, 0), 'attention-' || coalesce(max(position) + 1, 0), 'attention', :now
                    from item where study_id = :study returning id
                ), said as (
                    insert into turn (item_id, position, speaker, content)
                    select added.id, t.position, t.speaker, t.content
                    from added, (values (0, 'user', :message::text), (1, 'chatbot', :reply::text)) as t (position, speaker, content)
                    where t.content <> ''
                ), expected as (
                    insert into attention_item (item_id, kind, question_id, position)
                    select id, :kind, :question, :option from added
                )
                select id from added""",
                bind("study", studyId),
                bind("now", clock.instant()),
                bind("message", draft.message()),
                bind("reply", draft.reply()),
                bind("kind", draft.kind().word()),
                bind("question", draft.expected().questionId()),
                bind("option", draft.expected().position()));
        record(AuditAction.ATTENTION_ITEM_ADDED, studyId, item, by);
        return OptionalLong.of(item);
    }

    /// @return whether a draft had such an attention item
    @Transactional
    public boolean remove(long studyId, long itemId, Actor by) {
        boolean removed =
                studies.holdDraft(studyId) && sql.update("""
                        delete from item where study_id = :study and id = :item
                        and source = 'attention'""", bind("study", studyId), bind("item", itemId)) == 1;
        if (removed) {
            record(AuditAction.ATTENTION_ITEM_REMOVED, studyId, itemId, by);
        }
        return removed;
    }

    private void record(AuditAction action, long studyId, long itemId, Actor by) {
        trail.record(AuditEntry.of(by, action).inStudy(studyId).about(itemId));
    }
}
