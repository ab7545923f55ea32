package parallax.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parallax.architecture.SqlStrings.Text;

/// The wall between rooms stands for SQL too: a table is written by the room that owns it, and read by that
/// room and those after it in the flow. Owners are named by the comments on tables in `migrations/`.
class TableOwnersTest {
    /// @param room whose statements may write the table all the same
    /// @param why in words
    private record Exempted(String room, Set<String> tables, String why) {
        boolean covers(String writer, String table) {
            return room.equals(writer) && tables.contains(table);
        }
    }

    private static final List<Exempted> EXCEPTIONS = List.of(
            new Exempted(
                    "judgment",
                    Set.of("assignment", "draft", "participation", "audit_entry"),
                    "a submission is one statement, as it must cost few round trips; Judgments says so"),
            new Exempted(
                    "dataset",
                    Set.of(
                            "item",
                            "turn",
                            "gold_label",
                            "rater",
                            "participation",
                            "demographic_answer",
                            "group_membership",
                            "judgment",
                            "answer",
                            "…"),
                    "an import copies the rows of millions of judgments, and of the items and raters that they are of,"
                            + " by COPY in one transaction"),
            new Exempted("store", Set.of("…"), "a backup is restored into every table as it was, whoever owns it"));

    private static final Pattern OWNER =
            Pattern.compile("comment on table (\\w+) is\\s+'owner: (\\w+), ((?:[^']|'')+)'");
    private static final Pattern CREATED = Pattern.compile("create table (?:if not exists )?(\\w+)");
    private static final Pattern DROPPED = Pattern.compile("drop table (?:if exists )?(\\w+)");

    /// `for update of t`, `on conflict … do update set` and the like write nothing that they name.
    private static final Pattern WRITTEN = Pattern.compile("\\b(?:insert into|(?<!for |key |do )update(?: only)?"
            + "|delete from(?: only)?|merge into|truncate(?: table)?|copy)\\s+([\\w…]+)");

    private static final Pattern READ = Pattern.compile("\\b(?:from|join|using)\\s+(?=([^()]*))");
    private static final Pattern COMMON_TABLE =
            Pattern.compile("\\b(\\w+)(?:\\s*\\([\\w, ]*\\))? as (?:not )?(?:materialized )?\\(");

    @Test
    void every_table_names_its_owner_and_what_it_holds() {
        Set<String> tables = new TreeSet<>();
        migrations().forEach(sql -> {
            matches(CREATED, sql).forEach(tables::add);
            matches(DROPPED, sql).forEach(tables::remove);
        });
        assertEquals(tables, new TreeSet<>(owners().keySet()));
        owners().values().forEach(room -> assertTrue(PackagesTest.FLOW.contains(room), "there is no room " + room));
    }

    @Test
    void a_table_is_written_by_its_owner_alone() throws IOException {
        assertEquals(List.of(), writtenByOthers(SqlStrings.all().stream()));
    }

    @Test
    void a_room_reads_its_own_tables_and_those_of_rooms_before_it() throws IOException {
        assertEquals(List.of(), readFromBelow(SqlStrings.all().stream()));
    }

    @Test
    void a_table_that_an_entity_maps_is_written_through_it_alone() throws IOException {
        Set<String> mapped = entities();
        assertTrue(mapped.contains("study"), mapped.toString());
        List<String> written = SqlStrings.all().stream()
                .flatMap(text -> written(text.value()).stream()
                        .filter(mapped::contains)
                        .map(table -> text.place() + " writes " + table))
                .toList();
        assertEquals(List.of(), written);
    }

    @Test
    void every_exception_is_needed() throws IOException {
        Map<Exempted, Set<String>> unused = new LinkedHashMap<>();
        EXCEPTIONS.forEach(exception -> unused.put(exception, new TreeSet<>(exception.tables())));
        for (Text text : SqlStrings.all()) {
            for (String table : written(text.value())) {
                unused.forEach((exception, tables) -> {
                    if (exception.covers(text.room(), table)) {
                        tables.remove(table);
                    }
                });
            }
        }
        unused.forEach((exception, tables) -> assertEquals(Set.of(), tables, exception.why()));
    }

    @Test
    void what_breaks_the_rule_is_seen_however_it_is_written() {
        assertEquals(
                5,
                writtenByOthers(SqlStrings.of(
                                "design",
                                "insert into audit_entry (actor) values ('system')",
                                "with x as (select 1) update study s set state = 'open' where s.id = 1",
                                "DELETE FROM item WHERE id = :item",
                                "copy turn (item_id) from stdin",
                                "with gone as (delete from seat returning 1) select * from gone",
                                "select 1 from study for update of study",
                                "select 1 from study for no key update skip locked",
                                "insert into rooms_of_nobody values (1)",
                                "insert into x select 1 on conflict (a) do update set b = 1"))
                        .size());
        assertEquals(
                1,
                writtenByOthers(SqlStrings.of("design", "insert into … (id) values (1)"))
                        .size());
        assertEquals(
                4,
                readFromBelow(SqlStrings.of(
                                "study",
                                "select count(*) from judgment j where j.current",
                                "select 1 from study t, item i where i.study_id = t.id",
                                "from study t left join seat using (study_id)",
                                "delete from study using assignment a where true",
                                "with rater as (select 1) select * from rater",
                                "select i.code as item from study i join stratum answer on true"))
                        .size());
    }

    private static List<String> writtenByOthers(Stream<Text> texts) {
        Map<String, String> owners = owners();
        var found = new ArrayList<String>();
        texts.forEach(text -> {
            for (String table : written(text.value())) {
                boolean known = owners.containsKey(table) || table.equals("…");
                boolean owned = text.room().equals(owners.get(table));
                if (known && !owned && EXCEPTIONS.stream().noneMatch(e -> e.covers(text.room(), table))) {
                    found.add(text.place() + " writes " + table + ", which belongs to " + owners.get(table));
                }
            }
        });
        return found;
    }

    private static List<String> readFromBelow(Stream<Text> texts) {
        Map<String, String> owners = owners();
        var found = new ArrayList<String>();
        texts.forEach(text -> {
            for (String table : read(text.value())) {
                String owner = owners.get(table);
                if (owner != null && PackagesTest.FLOW.indexOf(owner) > PackagesTest.FLOW.indexOf(text.room())) {
                    found.add(text.place() + " reads " + table + ", which belongs to " + owner);
                }
            }
        });
        return found;
    }

    /// Tables of the application's entities, named as Hibernate is told to name them.
    private static Set<String> entities() {
        Set<String> tables = new TreeSet<>();
        for (Path file : Repository.files(".java")) {
            if (Repository.name(file).startsWith("src/main/")
                    && Repository.lines(file).contains("@Entity")) {
                String type = file.getFileName().toString().replace(".java", "");
                tables.add(type.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT));
            }
        }
        return tables;
    }

    /// Tables that a statement, or a part of one, writes; an ellipsis where only the program knows which.
    private static Set<String> written(String text) {
        String sql = plain(text);
        Set<String> tables = new LinkedHashSet<>(matches(WRITTEN, sql));
        tables.removeAll(commonTables(sql));
        return tables;
    }

    private static Set<String> read(String text) {
        String sql = plain(text);
        Set<String> tables = new LinkedHashSet<>();
        for (String list : matches(READ, sql)) {
            // up to the next clause, each of `a x, b y`
            String[] relations = list
                    .split(
                            "\\b(?:where|on|group|order|join|left|cross|inner|limit|for|set|union|returning|select)\\b",
                            2)[0]
                    .split(",", -1);
            for (String relation : relations) {
                tables.add(relation.strip().split("\\s+", 2)[0]);
            }
        }
        tables.removeAll(commonTables(sql));
        return tables;
    }

    private static Set<String> commonTables(String sql) {
        return new HashSet<>(matches(COMMON_TABLE, sql));
    }

    /// In small letters, without comments and what stands in quotes.
    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("--[^\n]*", " ")
                .replaceAll("'(?:[^']|'')*'", "''")
                .replaceAll("\\s+", " ");
    }

    private static Map<String, String> owners() {
        Map<String, String> owners = new TreeMap<>();
        migrations().forEach(sql -> {
            Matcher comment = OWNER.matcher(sql);
            while (comment.find()) {
                owners.put(comment.group(1), comment.group(2));
            }
            matches(DROPPED, sql).forEach(owners::remove);
        });
        return owners;
    }

    private static List<String> migrations() {
        return Repository.files(".sql").stream()
                .filter(path -> Repository.name(path).startsWith("migrations/"))
                .sorted()
                .map(path -> String.join("\n", Repository.lines(path)))
                .toList();
    }

    private static List<String> matches(Pattern pattern, String text) {
        var found = new ArrayList<String>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
