package parallax.assignment;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import parallax.store.Invariant;
import parallax.store.Invariants.Rule;
import parallax.store.RoomInvariants;

/// What must hold of the items given to raters.
@ApplicationScoped
public class AssignmentInvariants implements RoomInvariants {
    @Override
    public List<Invariant> all() {
        return List.of(
                ITEMS_GIVEN_ONCE_AN_OCCASION, ITEMS_GIVEN_WITHIN_STUDY_AND_STRATUM, DRAFTS_ARE_OF_THEIR_ASSIGNMENT);
    }

    private static final Invariant ITEMS_GIVEN_ONCE_AN_OCCASION = new Invariant(Rule.I4, """
            select p.id, format('participation %s was given item %s %s times', p.id, a.item_id, count(*)) as sentence
            from assignment a join participation p on p.id = a.participation_id join study t on t.id = a.study_id
            group by p.id, a.item_id, t.occasions
            having count(*) filter (where a.kind <> 'repeat') > t.occasions
                or max(a.occasion) filter (where a.kind <> 'repeat') > t.occasions
                or count(*) filter (where a.kind = 'repeat') > 1""");

    private static final Invariant ITEMS_GIVEN_WITHIN_STUDY_AND_STRATUM = new Invariant(Rule.I4, """
            select a.id, format('assignment %s is not of the study or stratum of its rater', a.id)
            from assignment a join participation p on p.id = a.participation_id join item i on i.id = a.item_id
            where p.stratum_id is distinct from a.stratum_id or a.study_id <> p.study_id or a.study_id <> i.study_id
               or p.admitted_at is null or p.consented_at is null""");

    private static final Invariant DRAFTS_ARE_OF_THEIR_ASSIGNMENT = new Invariant(Rule.I8, """
            select a.id, format('assignment %s keeps a draft of question %s, which is of another study or older than it is', a.id,
                d.question_id)
            from draft d join assignment a on a.id = d.assignment_id
            join question q on q.id = d.question_id join rubric r on r.id = q.rubric_id
            where r.study_id <> a.study_id or d.saved_at < a.leased_at""");
}
