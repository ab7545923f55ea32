package parallax.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import parallax.store.Invariant;
import parallax.store.Invariants.Rule;
import parallax.store.RoomInvariants;

/// What must hold of the audit trail.
@ApplicationScoped
public class IdentityInvariants implements RoomInvariants {
    @Override
    public List<Invariant> all() {
        return List.of(SEALED_ENTRIES_ARE_AS_THEY_WERE, SEALS_FOLLOW_ONE_ANOTHER);
    }

    private static final Invariant SEALED_ENTRIES_ARE_AS_THEY_WERE = new Invariant(Rule.I7, """
            select id, format('entries %s to %s of the audit trail, or a seal on them, were changed: %s were sealed, %s are there',
                first_id, last_id, entries, (select count(*) from audit_entry where audit_entry.id between first_id and last_id))
            from (select s.*, coalesce(lag(hash) over (order by id), decode(repeat('00', 32), 'hex')) as before
                  from audit_seal s) s
            where hash <> audit_hash(first_id, last_id, before)""");

    private static final Invariant SEALS_FOLLOW_ONE_ANOTHER = new Invariant(Rule.I7, """
            select id, format('no seal covers the audit trail from entry %s to %s', ended + 1, first_id - 1)
            from (select id, first_id, coalesce(lag(last_id) over (order by id), 0) as ended from audit_seal) s
            where first_id <> ended + 1""");
}
