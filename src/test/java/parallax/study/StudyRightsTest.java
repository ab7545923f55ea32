package parallax.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static parallax.store.Sql.bind;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.identity.Role;
import parallax.store.Invariants.Rule;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;

/// Rights that nobody could give are found, however they came about. Each test is undone, since others
/// check the whole store.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class StudyRightsTest {
    @Inject
    World world;

    @Inject
    AuditTrail trail;

    @Inject
    Sql sql;

    private World.Person ada = new World.Person(0, "", "");
    private World.Person bea = new World.Person(0, "", "");
    private World.Person cleo = new World.Person(0, "", "");
    private long study;

    @BeforeEach
    void ada_shares_her_study_with_bea_who_exports_nothing() {
        QuarkusTransaction.begin();
        ada = world.person(Role.RESEARCHER, "Ada");
        bea = world.person(Role.RESEARCHER, "Bea");
        cleo = world.person(Role.ANALYST, "Cleo");
        study = world.open(world.twoShores("Rights", 2, 1), ada, "One.").id();
        gave(ada, bea, "researcher", "false");
        assertEquals(List.of(), violations());
    }

    @AfterEach
    void undo() {
        QuarkusTransaction.rollback();
    }

    @Test
    void a_right_that_its_giver_lacked_is_found() {
        gave(bea, cleo, "analyst", "false");
        assertEquals(List.of(), violations(), "she may share what she has");
        gave(bea, cleo, "analyst", "true");
        assertEquals(1, violations().size(), "she exports nothing herself");
    }

    @Test
    void so_is_one_that_an_analyst_gave_or_somebody_whose_own_had_ended() {
        gave(ada, cleo, "analyst", "true");
        gave(cleo, bea, "analyst", "false");
        assertEquals(1, violations().size(), "analysts give nothing");
        trail.record(AuditEntry.of(Actor.account(ada.id()), AuditAction.MEMBER_REVOKED)
                .inStudy(study)
                .about(bea.id()));
        gave(bea, cleo, "analyst", "false");
        assertEquals(2, violations().size(), "hers had ended");
    }

    @Test
    void an_owner_may_give_everything() {
        var olga = world.person(Role.OWNER, "Olga");
        gave(olga, cleo, "analyst", "true");
        assertEquals(List.of(), violations());
    }

    @Test
    void a_right_that_stands_in_the_table_alone_is_found() {
        sql.update(
                "insert into study_member (study_id, account_id, role, may_export, version)"
                        + " values (:study, :cleo, 'analyst', true, 0)",
                bind("study", study),
                bind("cleo", cleo.id()));
        assertEquals(1, violations().size());
    }

    private void gave(World.Person by, World.Person to, String role, String export) {
        trail.record(AuditEntry.of(Actor.account(by.id()), AuditAction.MEMBER_GRANTED)
                .inStudy(study)
                .about(to.id())
                .with("role", role)
                .with("export", export));
    }

    private List<String> violations() {
        return new StudyInvariants()
                .all().stream()
                        .filter(invariant -> invariant.rule() == Rule.I10)
                        .flatMap(invariant -> sql.list(row -> row.getString(2), invariant.query()).stream())
                        .filter(sentence -> sentence.contains("study " + study))
                        .toList();
    }
}
