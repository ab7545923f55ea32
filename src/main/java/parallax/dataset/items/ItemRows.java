package parallax.dataset.items;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parallax.dataset.Attributes;
import parallax.dataset.file.ConversationsFile;
import parallax.dataset.file.FiledConversation;
import parallax.dataset.file.Twins;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.Notes;
import parallax.dataset.table.Problems;
import parallax.dataset.table.Sentences;
import parallax.dataset.table.Spelling;
import parallax.generation.PromptSets;
import parallax.generation.Prompts;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.item.Turn;
import parallax.item.UploadedItems;
import parallax.item.UploadedItems.Uploaded;
import parallax.runner.Message;
import parallax.store.Sql;
import parallax.study.Rubrics;
import parallax.study.StoredQuestion;

/// Stores what a file holds beside what a study has already.
@ApplicationScoped
class ItemRows {
    private static final String THERE = "already among the study's items; not added again";

    private final Sql sql;
    private final Clock clock;
    private final Rubrics rubrics;
    private final UploadedItems items;
    private final PromptSets promptSets;
    private final AuditTrail trail;

    ItemRows(Sql sql, Clock clock, Rubrics rubrics, UploadedItems items, PromptSets promptSets, AuditTrail trail) {
        this.sql = sql;
        this.clock = clock;
        this.rubrics = rubrics;
        this.items = items;
        this.promptSets = promptSets;
        this.trail = trail;
    }

    /// A file contradicts what the study holds; takes everything back.
    static final class Contradicting extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient FileRefused refused;

        Contradicting(FileRefused refused) {
            super(refused);
            this.refused = refused;
        }

        FileRefused refused() {
            return refused;
        }
    }

    /// What is new in a file.
    private record New(List<Uploaded> items, List<Prompts.Prompt> prompts, int folded) {}

    /// @return the upload's id
    @Transactional(Transactional.TxType.MANDATORY)
    long store(ItemOrder order, ConversationsFile.Read read, Problems problems, Notes notes, Actor by) {
        Optional<StoredQuestion> overall = rubrics.ofStudy(order.studyId()).overall();
        New found;
        try {
            found = found(order, read, overall, problems, notes);
            problems.refuseIfAny();
        } catch (FileRefused refused) {
            throw new Contradicting(refused);
        }
        Long promptSet = found.prompts().isEmpty()
                ? null
                : promptSets.store("Prompts of " + ItemUploads.named(read.file()), found.prompts(), order.accountId());
        long upload = row(order, found, promptSet, notes);
        items.add(
                order.studyId(),
                upload,
                found.items(),
                overall.map(StoredQuestion::id).orElse(0L));
        trail.record(AuditEntry.of(by, AuditAction.ITEMS_ADDED)
                .inStudy(order.studyId())
                .about(upload)
                .with("items", String.valueOf(found.items().size()))
                .with("prompts", String.valueOf(found.prompts().size())));
        return upload;
    }

    private New found(
            ItemOrder order,
            ConversationsFile.Read read,
            Optional<StoredQuestion> overall,
            Problems problems,
            Notes notes)
            throws FileRefused {
        Map<String, String> there = items.digests(order.studyId());
        Map<String, String> codes = new HashMap<>();
        there.forEach((code, digest) -> codes.put(digest, code));
        int folded = read.folded();
        int unnamed = there.size();
        List<Uploaded> fresh = new ArrayList<>();
        List<Prompts.Prompt> prompts = new ArrayList<>();
        for (FiledConversation conversation : read.conversations()) {
            if (conversation.isPrompt()) {
                prompts.add(prompt(conversation, prompts.size() + 1));
                continue;
            }
            String digest = there.isEmpty() ? "" : UploadedItems.digest(conversation.turns());
            String stored = there.get(conversation.code());
            boolean isTwin = codes.containsKey(digest)
                    && (order.twins() == Twins.FOLDED || conversation.code().isEmpty());
            if (stored != null && !stored.equals(digest)) {
                problems.add(
                        read.file(),
                        conversation.line(),
                        order.columns().item(),
                        "the study has another conversation under the id '" + Sentences.shortened(conversation.code())
                                + "'");
            } else if (stored != null || isTwin) {
                notes.add(THERE, conversation.line());
                folded++;
            } else {
                String code = conversation.code();
                while (code.isEmpty() || (conversation.code().isEmpty() && there.containsKey(code))) {
                    unnamed++;
                    code = "item-" + unnamed;
                }
                fresh.add(uploaded(conversation, code, gold(order, read.file(), conversation, overall, problems)));
            }
        }
        return new New(fresh, prompts, folded);
    }

    private static Uploaded uploaded(FiledConversation conversation, String code, @Nullable Integer gold) {
        return new Uploaded(
                code, conversation.topic(), conversation.turns(), Attributes.json(conversation.attributes()), gold);
    }

    private static Prompts.Prompt prompt(FiledConversation conversation, int number) {
        String code = conversation.code().isEmpty() ? "p" + number : conversation.code();
        return new Prompts.Prompt(
                code,
                conversation.topic(),
                conversation.turns().stream().map(ItemRows::message).toList());
    }

    private static Message message(Turn turn) {
        return new Message(
                switch (turn.speaker()) {
                    case SYSTEM -> "system";
                    case USER -> "user";
                    case CHATBOT, ALTERNATIVE -> "assistant";
                },
                turn.content());
    }

    /// Which option of the overall question an expert's label is; null where there is no label.
    private static @Nullable Integer gold(
            ItemOrder order,
            String file,
            FiledConversation conversation,
            Optional<StoredQuestion> overall,
            Problems problems)
            throws FileRefused {
        if (conversation.gold().isEmpty()) {
            return null;
        }
        if (overall.isEmpty()) {
            problems.add(
                    file,
                    conversation.line(),
                    order.columns().gold(),
                    "the study's rubric has no overall question that an expert's label could answer");
            return null;
        }
        var options = overall.get().options();
        String wanted = Spelling.key(conversation.gold());
        Optional<Integer> position = IntStream.range(0, options.size())
                .boxed()
                .filter(place -> Spelling.key(options.get(place).code()).equals(wanted))
                .findFirst();
        if (position.isEmpty()) {
            problems.add(
                    file,
                    conversation.line(),
                    order.columns().gold(),
                    Sentences.notAnOption(
                            conversation.gold(),
                            1,
                            options.stream().map(option -> option.code()).toList()));
        }
        return position.orElse(null);
    }

    /// A file that waited is the same upload afterwards.
    private long row(ItemOrder order, New found, @Nullable Long promptSet, Notes notes) {
        if (order.waiting() == null) {
            return sql.number(
                    """
                    insert into item_upload (study_id, file_name, created_by, created_at, added_at, items, folded, prompt_set_id,
                        notes)
                    values (:study, :name, :account, :now, :now, :items, :folded, :prompts, :notes::jsonb) returning id""",
                    bind("study", order.studyId()),
                    bind("name", ItemUploads.named(order.file().name())),
                    bind("account", order.accountId()),
                    bind("now", clock.instant()),
                    bind("items", found.items().size()),
                    bind("folded", found.folded()),
                    bind("prompts", promptSet),
                    bind("notes", UploadNotes.json(notes.lines())));
        }
        int waited = sql.update(
                """
                update item_upload set content = null, added_at = :now, items = :items, folded = :folded,
                    prompt_set_id = :prompts, notes = :notes::jsonb
                where id = :upload and content is not null""",
                bind("now", clock.instant()),
                bind("items", found.items().size()),
                bind("folded", found.folded()),
                bind("prompts", promptSet),
                bind("notes", UploadNotes.json(notes.lines())),
                bind("upload", order.waiting()));
        if (waited == 0) {
            throw new IllegalStateException("That file has been added or taken away in the meantime.");
        }
        return order.waiting();
    }
}
