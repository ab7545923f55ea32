package parallax.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedStatementTest {
    @Test
    void a_parameter_may_stand_in_several_places() {
        NamedStatement statement = NamedStatement.read(
                "update seat set leased = leased + :by where item_id = :item and leased + :by >= 0");
        assertEquals("update seat set leased = leased + ? where item_id = ? and leased + ? >= 0", statement.text());
        assertEquals(Map.of("by", List.of(1, 3), "item", List.of(2)), statement.places());
    }

    @Test
    void a_parameter_may_be_cast_and_stand_in_an_array() {
        assertEquals(
                "select ?::jsonb, any (?::bigint[]), array[?, ?], (?)[1]",
                NamedStatement.read("select :text::jsonb, any (:ids::bigint[]), array[:a, :b], (:c)[1]")
                        .text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 'at 12:30 :no', 'it''s :no', E'it\\'s :no', name'x' from t",
                "select \"a :no\" from t",
                "select 1 -- not :this\n from t",
                "select /* not :this /* nor :that */ nor :these */ 1",
                "select $$ not :this $$, $tag$ not $$ :this $tag$",
                "select a[b:c], a[1:n], a[(b):c], a[b[1]:c], a[ : ] from t",
                "select x::text, x :: text, 'a'::text::varchar from t",
                "select f(a := 1)",
                "select 'never closed :no",
                "select $1 :: int, a$b :: int",
            })
    void what_only_looks_like_a_parameter_stays_as_it_is(String sql) {
        assertEquals(new NamedStatement(sql, Map.of()), NamedStatement.read(sql));
    }

    @Test
    void a_question_mark_stays_an_operator_and_is_no_parameter() {
        NamedStatement statement = NamedStatement.read("select detail ? :key, '?' from audit_entry");
        assertEquals("select detail ?? ?, '?' from audit_entry", statement.text());
        assertEquals(Map.of("key", List.of(1)), statement.places());
    }

    @Test
    void a_statement_is_read_once() {
        String sql = "select :once";
        assertSame(NamedStatement.of(sql), NamedStatement.of(new String(sql.toCharArray())));
    }

    @Test
    void a_name_that_is_missing_unknown_or_given_twice_is_named_at_once() {
        NamedStatement statement = NamedStatement.read("select :a, :b");
        statement.requireEachBound(Sql.bind("b", 1), Sql.bind("a", null));
        assertRefused("the parameter :b is not bound", statement, Sql.bind("a", 1));
        assertRefused("the statement has no parameter :c", statement, Sql.bind("a", 1), Sql.bind("c", 1));
        assertRefused("the parameter :a is bound twice", statement, Sql.bind("a", 1), Sql.bind("a", 1));
    }

    private static void assertRefused(String sentence, NamedStatement statement, Sql.Binding... bindings) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> statement.requireEachBound(bindings));
        assertEquals(sentence, refusal.getMessage());
    }
}
