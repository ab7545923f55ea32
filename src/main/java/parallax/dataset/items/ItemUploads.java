package parallax.dataset.items;

import static parallax.store.Sql.bind;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import parallax.dataset.file.ConversationsFile;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.FileSource;
import parallax.dataset.table.Notes;
import parallax.dataset.table.Problems;
import parallax.generation.PromptSets;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.item.UploadedItems;
import parallax.store.Sql;
import parallax.study.Studies;

/// Files of conversations that researchers bring to their drafts: kept until it is said what their
/// columns mean, stored as items and prompts, all of a file or nothing, and taken out again.
@ApplicationScoped
public class ItemUploads {
    private static final int LONGEST_NAME = 200;
    private static final Duration WAITS = Duration.ofDays(1);
    private static final Duration LIMIT = Duration.ofMinutes(20);

    private final Sql sql;
    private final Clock clock;
    private final Studies studies;
    private final ItemRows rows;
    private final UploadedItems items;
    private final PromptSets promptSets;
    private final AuditTrail trail;

    public ItemUploads(
            Sql sql,
            Clock clock,
            Studies studies,
            ItemRows rows,
            UploadedItems items,
            PromptSets promptSets,
            AuditTrail trail) {
        this.sql = sql;
        this.clock = clock;
        this.studies = studies;
        this.rows = rows;
        this.items = items;
        this.promptSets = promptSets;
        this.trail = trail;
    }

    /// Keeps a file until somebody says what its columns mean, or for a day; one that the same person
    /// had waiting for the same study goes.
    ///
    /// @return the upload's id
    @Transactional
    public long keep(long studyId, String fileName, byte[] content, long accountId) {
        Instant past = clock.instant().minus(WAITS);
        sql.update("""
                delete from item_upload
                where content is not null and (created_at < :past or (study_id = :study and created_by = :account))
                """, bind("past", past), bind("study", studyId), bind("account", accountId));
        return sql.number(
                """
                insert into item_upload (study_id, file_name, content, created_by, created_at)
                values (:study, :name, :content, :account, :now) returning id""",
                bind("study", studyId),
                bind("name", named(fileName)),
                bind("content", packed(content)),
                bind("account", accountId),
                bind("now", clock.instant()));
    }

    /// The file of an upload that waits; empty where none of the study does under this id.
    public Optional<FileSource> file(long studyId, long uploadId) {
        return sql.first(
                row -> {
                    byte[] content = row.getBytes("content");
                    return new FileSource(
                            row.getString("file_name"), () -> new GZIPInputStream(new ByteArrayInputStream(content)));
                },
                "select file_name, content from item_upload where id = :upload and study_id = :study and content is not null",
                bind("upload", uploadId),
                bind("study", studyId));
    }

    public Optional<ItemUpload> find(long studyId, long uploadId) {
        return ofStudy(studyId).stream()
                .filter(upload -> upload.id() == uploadId)
                .findFirst();
    }

    /// In the order in which they came.
    public List<ItemUpload> ofStudy(long studyId) {
        return sql.list(ItemUploads::upload, """
                select u.id, u.file_name, u.content is not null as waits, u.items, u.folded, u.prompt_set_id,
                    (select count(*) from prompt p where p.prompt_set_id = u.prompt_set_id) as prompts, u.notes::text as notes
                from item_upload u where u.study_id = :study order by u.id""", bind("study", studyId));
    }

    private static ItemUpload upload(ResultSet row) throws SQLException {
        return new ItemUpload(
                row.getLong("id"),
                row.getString("file_name"),
                row.getBoolean("waits"),
                row.getInt("items"),
                row.getInt("folded"),
                row.getInt("prompts"),
                row.getObject("prompt_set_id", Long.class),
                UploadNotes.read(row.getString("notes")));
    }

    /// Stores the conversations of a file: those that end with the chatbot as items of the study, those
    /// that end with the user as prompts.
    ///
    /// @return the upload's id
    /// @throws FileRefused with every mistake found, up to a limit; nothing has been stored
    /// @throws IllegalStateException if the study is not a draft
    public long add(ItemOrder order, Actor by) throws FileRefused {
        Problems problems = new Problems();
        Notes notes = new Notes();
        ConversationsFile.Read read =
                ConversationsFile.read(order.file(), order.form(), order.columns(), order.twins(), problems, notes);
        problems.refuseIfAny();
        try {
            return QuarkusTransaction.requiringNew()
                    .timeout((int) LIMIT.toSeconds())
                    .call(() -> {
                        if (!studies.holdDraft(order.studyId())) {
                            throw new IllegalStateException("Items can be added only to a draft.");
                        }
                        return rows.store(order, read, problems, notes, by);
                    });
        } catch (ItemRows.Contradicting contradicting) {
            throw contradicting.refused();
        }
    }

    /// Takes what came in from a file out of a draft again, and forgets the file; one that waits is
    /// only forgotten.
    ///
    /// @return whether the study is a draft and had such a file
    @Transactional
    public boolean takeOut(long studyId, long uploadId, Actor by) {
        Optional<ItemUpload> found = studies.holdDraft(studyId) ? find(studyId, uploadId) : Optional.empty();
        found.ifPresent(upload -> {
            int removed = items.remove(studyId, uploadId);
            sql.update("delete from item_upload where id = :upload", bind("upload", uploadId));
            forgetPrompts(upload.promptSet());
            if (!upload.waits()) {
                trail.record(AuditEntry.of(by, AuditAction.ITEMS_TAKEN_OUT)
                        .inStudy(studyId)
                        .about(uploadId)
                        .with("items", String.valueOf(removed)));
            }
        });
        return found.isPresent();
    }

    /// The prompts that the files of a study brought, for whoever deletes it.
    public List<Long> promptSets(long studyId) {
        return sql.list(
                row -> row.getLong(1),
                "select prompt_set_id from item_upload where study_id = :study and prompt_set_id is not null",
                bind("study", studyId));
    }

    private void forgetPrompts(@Nullable Long promptSet) {
        if (promptSet != null) {
            promptSets.removeUnused(List.of(promptSet));
        }
    }

    /// A name that can be shown and stored, of whatever a browser says.
    static String named(String fileName) {
        String last = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        String shown = last.codePoints()
                .filter(character -> Character.isValidCodePoint(character)
                        && !Character.isISOControl(character)
                        && Character.getType(character) != Character.SURROGATE
                        && Character.getType(character) != Character.FORMAT)
                .limit(LONGEST_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return shown.isEmpty() ? "file" : shown;
    }

    private static byte[] packed(byte[] content) {
        var bytes = new ByteArrayOutputStream(content.length / 3 + 64);
        try (var packing = new GZIPOutputStream(bytes)) {
            packing.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException("to memory", impossible);
        }
        return bytes.toByteArray();
    }
}
