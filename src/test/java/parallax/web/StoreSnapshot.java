package parallax.web;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import parallax.store.Sql;

/// What the whole database held at a moment: of every table the rows, who wrote them last, and of every column
/// its values, each as a number that does not depend on their order.
///
/// @param written how many transactions had been given a number, which every one is that writes
record StoreSnapshot(long written, Map<String, Table> tables) {
    StoreSnapshot {
        tables = Map.copyOf(tables);
    }

    /// @param writers the sum of the transactions that wrote the rows
    record Table(String rows, String writers, Map<String, String> columns) {
        Table {
            columns = Map.copyOf(columns);
        }
    }

    static StoreSnapshot of(Sql sql) {
        var columns = new TreeMap<String, List<String>>();
        sql.list(row -> Map.entry(row.getString(1), List.of(row.getString(2).split(",", -1))), """
                        select c.table_name, string_agg(c.column_name, ',' order by c.ordinal_position)
                        from information_schema.columns c
                        join information_schema.tables t using (table_schema, table_name)
                        where t.table_schema = 'public' and t.table_type = 'BASE TABLE' group by c.table_name""")
                .forEach(table -> columns.put(table.getKey(), table.getValue()));
        long written = written(sql);
        var tables = new TreeMap<String, Table>();
        columns.forEach((table, names) -> tables.put(table, table(sql, table, names)));
        return new StoreSnapshot(written, tables);
    }

    /// Nothing was written between two equal ones.
    static long written(Sql sql) {
        return sql.number("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
    }

    private static Table table(Sql sql, String table, List<String> names) {
        var wanted = new StringBuilder("select count(*)::text, coalesce(sum(xmin::text::bigint), 0)::text");
        names.forEach(name ->
                wanted.append(", coalesce(sum(hashtextextended(\"").append(name).append("\"::text, 7)), 0)::text"));
        return sql.one(
                row -> {
                    var columns = new LinkedHashMap<String, String>();
                    for (int i = 0; i < names.size(); i++) {
                        columns.put(names.get(i), row.getString(i + 3));
                    }
                    return new Table(row.getString(1), row.getString(2), columns);
                },
                wanted + " from \"" + table + "\"");
    }

    /// What is different now: `table` where rows came, went or were written again as they were, else
    /// `table.column`.
    Collection<String> differences(StoreSnapshot now) {
        var found = new TreeSet<String>();
        now.tables.forEach((name, table) -> {
            Table before = Objects.requireNonNull(tables.get(name), name);
            if (!before.rows.equals(table.rows)) {
                found.add(name);
            } else if (!before.writers.equals(table.writers)) {
                List<String> changed = table.columns.keySet().stream()
                        .filter(column -> !Objects.equals(before.columns.get(column), table.columns.get(column)))
                        .map(column -> name + "." + column)
                        .toList();
                found.addAll(changed.isEmpty() ? List.of(name) : changed);
            }
        });
        return found;
    }
}
