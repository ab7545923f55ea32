package parallax.assignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.assignment.Drafts.Draft;
import parallax.durability.StudyFixture;
import parallax.rater.Participation;
import parallax.rater.Participations;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.study.Rubrics;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DraftsTest {
    @Inject
    StudyFixture studies;

    @Inject
    Assignments assignments;

    @Inject
    Skips skips;

    @Inject
    Drafts drafts;

    @Inject
    Rubrics rubrics;

    @Inject
    Participations participations;

    @Inject
    Clock clock;

    @Inject
    Sql sql;

    private Participation rater;
    private Assignment item;
    private long question;

    @BeforeEach
    void a_rater_with_an_item() {
        long study = studies.open(StudyFixture.everyone(1, 1, 1), 1);
        rater = studies.admit(study);
        item = assignments.current(rater.id()).orElseThrow();
        question = rubrics.ofStudy(study).asked().findFirst().orElseThrow().id();
    }

    @Test
    void the_page_s_own_count_decides_between_changes_that_overtook_each_other() {
        drafts.keep(item, Drafts.Page.ITEM, question, Draft.one(2), 5);
        drafts.keep(item, Drafts.Page.ITEM, question, Draft.one(1), 4);
        drafts.keep(item, Drafts.Page.ITEM, question, Draft.one(0), 5);
        assertEquals(new Drafts.Kept(Map.of(question, Draft.one(2)), Set.of(), 5), drafts.of(item));
    }

    @Test
    void a_choice_taken_back_is_kept_as_none() {
        drafts.keep(item, Drafts.Page.ITEM, question, Draft.one(2), 1);
        drafts.keep(item, Drafts.Page.ITEM, question, Draft.CLEARED, 2);
        assertEquals(new Drafts.Kept(Map.of(), Set.of(question), 2), drafts.of(item));
    }

    @Test
    void an_item_that_is_no_longer_held_takes_no_draft() {
        assertTrue(skips.skip(item, Skips.Reason.PERSONAL, ""));
        assertFalse(drafts.keep(item, Drafts.Page.ITEM, question, Draft.one(1), 1));
        assertEquals(0, sql.number("select count(*) from draft where assignment_id = :item", bind("item", item.id())));
    }
}
