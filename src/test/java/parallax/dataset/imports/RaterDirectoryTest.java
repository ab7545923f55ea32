package parallax.dataset.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import parallax.dataset.imports.RaterDirectory.SelfDescription;
import parallax.dataset.imports.RatingColumns.AxisColumn;
import parallax.dataset.table.Header.Column;
import parallax.dataset.table.TableRow;

class RaterDirectoryTest {
    @Test
    void a_raw_value_with_one_group_is_kept() {
        assertEquals(
                List.of(said("White, Asian", "Multiracial"), said("White", "White")),
                descriptions("Multiracial", "White, Asian", "White", "White"));
    }

    @Test
    void a_raw_value_in_two_groups_gives_way_to_the_groups_names() {
        assertEquals(
                List.of(said("Multiracial", "Multiracial"), said("Other", "Other")),
                descriptions("Multiracial", "White, Asian", "Other", "White, Asian"));
    }

    @Test
    void a_raw_value_that_is_another_groups_name_gives_way() {
        assertEquals(
                List.of(said("Other", "Other"), said("White", "White")),
                descriptions("Other", "White", "White", "NaN"));
    }

    @Test
    void a_missing_raw_value_is_stood_in_for_by_the_group() {
        assertEquals(
                List.of(said("Other", "Other"), said("Asian", "Asian")), descriptions("Other", "NaN", "Asian", ""));
    }

    @Test
    void a_missing_group_is_not_disclosed() {
        List<@Nullable SelfDescription> nothing = new ArrayList<>();
        nothing.add(null);
        assertEquals(nothing, descriptions("NaN", "White"));
    }

    private static SelfDescription said(String raw, String group) {
        return new SelfDescription(raw, group);
    }

    /// @param groupsAndRaws group and raw value of one rater after the other
    private static List<@Nullable SelfDescription> descriptions(String... groupsAndRaws) {
        RaterDirectory raters = new RaterDirectory(
                List.of(new AxisColumn("race", new Column("rater_race", 0), new Column("rater_raw_race", 1))));
        for (int n = 0; n < groupsAndRaws.length; n += 2) {
            raters.add("rater " + n, new TableRow(n, new String[] {groupsAndRaws[n], groupsAndRaws[n + 1]}));
        }
        return raters.selfDescriptions(0);
    }
}
