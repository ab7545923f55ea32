package parallax.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import parallax.architecture.SqlStrings.Text;

/// The time is the injected clock's: a test can move it on, and no moment is the database's.
class ClockTest {
    /// Files that ask the system, with the reason.
    private static final Map<String, String> ASK = Map.of(
            "src/main/java/parallax/store/Clocks.java", "this is the clock",
            "src/main/java/parallax/store/Backup.java", "for whoever restores it; decides nothing");

    private static final Pattern JAVA =
            Pattern.compile("\\b(?:Instant|LocalDate|LocalDateTime|OffsetDateTime|ZonedDateTime)"
                    + "\\.now\\(|currentTimeMillis\\(|Clock\\.system|new Date\\(\\)");
    private static final Pattern SQL =
            Pattern.compile("\\bnow\\(\\)|current_timestamp|clock_timestamp|current_date|localtimestamp");
    private static final Pattern TABLE = Pattern.compile("create table (\\w+) \\((.*?)\\n\\);", Pattern.DOTALL);
    private static final Pattern DEFAULT = Pattern.compile("\\n\\s+(\\w+)\\s+timestamptz[^,\\n]*default now\\(\\)");
    private static final Pattern INSERT = Pattern.compile("insert into (\\w+)\\s*\\(([^)]*)\\)");
    /// The last migration whose tables have times of the database's.
    private static final String LAST = "V0024";

    @Test
    void java_asks_the_clock() {
        var asking = new TreeSet<String>();
        Repository.files(".java").stream()
                .filter(file -> Repository.name(file).startsWith("src/main/"))
                .filter(file -> Repository.lines(file).stream().anyMatch(JAVA.asPredicate()))
                .forEach(file -> asking.add(Repository.name(file)));
        assertEquals(new TreeSet<>(ASK.keySet()), asking);
    }

    @Test
    void statements_are_told_the_time() {
        List<String> asking = SqlStrings.all().stream()
                .filter(text -> SQL.matcher(text.value()).find())
                .map(Text::place)
                .toList();
        assertEquals(List.of(), asking);
    }

    @Test
    void no_later_migration_lets_the_database_say_when() {
        List<String> asking = Repository.files(".sql").stream()
                .filter(file -> Repository.name(file).startsWith("migrations/db/"))
                .filter(file -> file.getFileName().toString().substring(0, 5).compareTo(LAST) > 0)
                .filter(file -> Repository.lines(file).stream().anyMatch(SQL.asPredicate()))
                .map(Repository::name)
                .toList();
        assertEquals(List.of(), asking);
    }

    @Test
    void whoever_inserts_a_row_says_when() {
        Map<String, List<String>> times = times();
        assertTrue(times.size() > 20, times::toString);
        var found = new TreeSet<String>();
        for (Text text : SqlStrings.all()) {
            INSERT.matcher(text.value())
                    .results()
                    .forEach(insert -> times.getOrDefault(insert.group(1), List.of()).stream()
                            .filter(column -> !Set.of(insert.group(2).trim().split("[,\\s]+", -1))
                                    .contains(column))
                            .forEach(column -> found.add(insert.group(1) + "." + column)));
        }
        assertEquals(Set.of(), found);
    }

    private static Map<String, List<String>> times() {
        var times = new HashMap<String, List<String>>();
        Repository.files(".sql").stream()
                .filter(file -> Repository.name(file).startsWith("migrations/db/"))
                .forEach(file -> TABLE.matcher(String.join("\n", Repository.lines(file)))
                        .results()
                        .forEach(table -> DEFAULT.matcher(table.group(2))
                                .results()
                                .forEach(column -> times.computeIfAbsent(table.group(1), name -> new ArrayList<>())
                                        .add(column.group(1)))));
        return times;
    }
}
