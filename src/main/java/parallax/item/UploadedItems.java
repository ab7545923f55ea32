package parallax.item;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parallax.store.Sql;

/// Conversations that a researcher brings in a file, many at a time, and the way to take them out again.
@ApplicationScoped
public class UploadedItems {
    /// So many go in one statement.
    private static final int AT_ONCE = 1_000;

    private static final char BETWEEN_SPEAKER_AND_CONTENT = '\u001F';
    private static final char BETWEEN_TURNS = '\u001E';

    private final Sql sql;
    private final Clock clock;

    public UploadedItems(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// An item before it is stored.
    ///
    /// @param attributes what else its file said of it, as JSON
    /// @param gold the position of the option that an expert chose; null where none did
    public record Uploaded(
            String code,
            String topic,
            List<Turn> turns,
            String attributes,
            @Nullable Integer gold) {
        public Uploaded {
            turns = List.copyOf(turns);
        }
    }

    /// Adds items behind the study's last one, in their order. Whoever asks holds the study, so that two
    /// do not take the same place.
    ///
    /// @param goldQuestion which experts answered; read only where an item has a gold label
    @Transactional(Transactional.TxType.MANDATORY)
    public void add(long studyId, long uploadId, List<Uploaded> items, long goldQuestion) {
        long first = sql.number(
                "select coalesce(max(position) + 1, 0) from item where study_id = :study", bind("study", studyId));
        Instant now = clock.instant();
        for (int from = 0; from < items.size(); from += AT_ONCE) {
            insert(studyId, uploadId, first + from, some(items, from), now);
        }
        // plans that were made while there were few items, of this statement and of the check that a turn's item is
        // there, would look through all of them for each turn
        sql.update("discard plans");
        for (int from = 0; from < items.size(); from += AT_ONCE) {
            insertTurns(studyId, first + from, some(items, from));
            insertGold(studyId, some(items, from), goldQuestion);
        }
    }

    private static List<Uploaded> some(List<Uploaded> items, int from) {
        return items.subList(from, Math.min(items.size(), from + AT_ONCE));
    }

    private void insert(long studyId, long uploadId, long first, List<Uploaded> items, Instant now) {
        sql.update(
                """
                insert into item (study_id, position, code, source, upload_id, topic, attributes, created_at)
                select :study, :first + g.number - 1, g.code, 'uploaded', :upload, g.topic, g.attributes::jsonb, :now
                from unnest(:codes::text[], :topics::text[], :attributes::text[])
                    with ordinality as g (code, topic, attributes, number)""",
                bind("study", studyId),
                bind("upload", uploadId),
                bind("first", first),
                bind("now", now),
                bind("codes", texts(items.stream().map(Uploaded::code))),
                bind("topics", texts(items.stream().map(Uploaded::topic))),
                bind("attributes", texts(items.stream().map(Uploaded::attributes))));
    }

    private void insertTurns(long studyId, long first, List<Uploaded> items) {
        var positions = new ArrayList<Long>();
        var places = new ArrayList<Integer>();
        var turns = new ArrayList<Turn>();
        for (int number = 0; number < items.size(); number++) {
            List<Turn> said = items.get(number).turns();
            for (int place = 0; place < said.size(); place++) {
                positions.add(first + number);
                places.add(place);
                turns.add(said.get(place));
            }
        }
        sql.update(
                """
                insert into turn (item_id, position, speaker, content)
                select i.id, t.place, t.speaker, t.content
                from unnest(:positions::int[], :places::int[], :speakers::text[], :contents::text[])
                    as t (position, place, speaker, content)
                join item i on i.study_id = :study and i.position = t.position
                    and i.position between :first and :last""",
                bind("study", studyId),
                bind("first", first),
                bind("last", first + items.size() - 1),
                bind("positions", positions.toArray(Long[]::new)),
                bind("places", places.toArray(Integer[]::new)),
                bind("speakers", texts(turns.stream().map(turn -> turn.speaker().word()))),
                bind("contents", texts(turns.stream().map(Turn::content))));
    }

    private void insertGold(long studyId, List<Uploaded> items, long question) {
        List<Uploaded> labelled = items.stream().filter(i -> i.gold() != null).toList();
        if (!labelled.isEmpty()) {
            sql.update(
                    """
                    insert into gold_label (item_id, question_id, position)
                    select i.id, :question, g.position from unnest(:codes::text[], :positions::int[]) as g (code, position)
                    join item i on i.study_id = :study and i.code = g.code""",
                    bind("study", studyId),
                    bind("question", question),
                    bind("codes", texts(labelled.stream().map(Uploaded::code))),
                    bind("positions", labelled.stream().map(Uploaded::gold).toArray(Integer[]::new)));
        }
    }

    private static String[] texts(Stream<String> texts) {
        return texts.toArray(String[]::new);
    }

    /// Every item of a study by its code, with the [digest][#digest] of its conversation.
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<String, String> digests(long studyId) {
        var digests = new HashMap<String, String>();
        sql.list(
                row -> digests.put(row.getString("code"), row.getString("digest")),
                """
                select i.code, md5(string_agg(t.speaker || :speaker || t.content, :turn order by t.position)) as digest
                from item i join turn t on t.item_id = i.id where i.study_id = :study group by i.id""",
                bind("study", studyId),
                bind("speaker", String.valueOf(BETWEEN_SPEAKER_AND_CONTENT)),
                bind("turn", String.valueOf(BETWEEN_TURNS)));
        return digests;
    }

    /// The same for conversations of the same turns; it protects nothing.
    public static String digest(List<Turn> turns) {
        var text = new StringBuilder();
        for (Turn turn : turns) {
            text.append(text.isEmpty() ? "" : BETWEEN_TURNS)
                    .append(turn.speaker().word())
                    .append(BETWEEN_SPEAKER_AND_CONTENT)
                    .append(turn.content());
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5")
                            .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has MD5", impossible);
        }
    }

    /// @return how many items of that file the study still had
    @Transactional(Transactional.TxType.MANDATORY)
    public int remove(long studyId, long uploadId) {
        return sql.update(
                "delete from item where study_id = :study and upload_id = :upload",
                bind("study", studyId),
                bind("upload", uploadId));
    }
}
