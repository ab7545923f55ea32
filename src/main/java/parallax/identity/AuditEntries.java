package parallax.identity;

import static parallax.store.Sql.bind;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parallax.store.Sql;

/// The audit trail as it is read.
@ApplicationScoped
public class AuditEntries {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sql sql;

    public AuditEntries(Sql sql) {
        this.sql = sql;
    }

    /// An entry as stored.
    ///
    /// @param action its word: one of [AuditAction], or what an earlier version wrote
    /// @param subjectName of an account that something happened to, empty for other subjects
    public record Stored(
            long id,
            Instant at,
            By by,
            String action,
            @Nullable Long studyId,
            @Nullable Long subjectId,
            String subjectName,
            Map<String, String> detail) {}

    /// @param kind `system`, `account` or `participation`
    /// @param name of an account; empty for others
    public record By(String kind, @Nullable Long id, String name) {}

    /// Which entries are asked for.
    ///
    /// @param studyId of one study; null for all
    /// @param actions one action's word, [#ALL] or [#OF_STAFF]
    /// @param since the earliest
    public record Filter(@Nullable Long studyId, String actions, Instant since) {
        public static final String ALL = "";
        /// Everything but what raters do.
        public static final String OF_STAFF = "staff";

        public static final Filter NONE = new Filter(null, ALL, Instant.EPOCH);

        public Filter inStudy(@Nullable Long id) {
            return new Filter(id, actions, since);
        }

        public Filter of(String chosen) {
            return new Filter(studyId, chosen, since);
        }

        public Filter since(Instant earliest) {
            return new Filter(studyId, actions, earliest);
        }
    }

    /// The newest first, those before an id.
    public List<Stored> before(Filter filter, long id, int most) {
        return read(filter, "t.id < :id", "desc", id, most);
    }

    /// The oldest first, those after an id.
    public List<Stored> after(Filter filter, long id, int most) {
        return read(filter, "t.id > :id", "asc", id, most);
    }

    private List<Stored> read(Filter filter, String place, String order, long id, int most) {
        var bindings = new ArrayList<>(List.of(bind("id", id), bind("most", most), bind("since", filter.since())));
        var conditions = new StringBuilder(place).append(" and t.at >= :since");
        if (filter.studyId() != null) {
            conditions.append(" and t.study_id = :study");
            bindings.add(bind("study", filter.studyId()));
        }
        switch (filter.actions()) {
            case Filter.ALL -> {}
            case Filter.OF_STAFF -> conditions.append(" and t.actor <> 'participation'");
            default -> {
                conditions.append(" and t.action = :action");
                bindings.add(bind("action", filter.actions()));
            }
        }
        return sql.list(AuditEntries::stored, """
                select t.*, coalesce(a.display_name, '') as actor_name, coalesce(s.display_name, '') as subject_name
                from audit_entry t
                left join account a on t.actor = 'account' and a.id = t.actor_id
                left join account s on s.id = t.subject_id
                    and split_part(t.action, '.', 1) in ('account', 'link', 'password', 'session', 'member')
                where %s order by t.id %s limit :most""".formatted(conditions, order), bindings.toArray(Sql.Binding[]::new));
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getLong("id"),
                Objects.requireNonNull(Sql.instant(row, "at")),
                new By(row.getString("actor"), row.getObject("actor_id", Long.class), row.getString("actor_name")),
                row.getString("action"),
                row.getObject("study_id", Long.class),
                row.getObject("subject_id", Long.class),
                row.getString("subject_name"),
                detail(row.getString("detail")));
    }

    private static Map<String, String> detail(@Nullable String json) {
        if (json == null) {
            return Map.of();
        }
        try {
            return JSON.readValue(json, new TypeReference<TreeMap<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored detail cannot be read", e);
        }
    }
}
