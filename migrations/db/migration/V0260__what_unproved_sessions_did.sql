-- What was given to whoever went on with a panel's id alone is theirs and nobody else's: neither the rater's, who comes back with their own
-- code, nor that of the next who knows the id. Null on both sides is what was given to whoever has shown who they are.
alter table participation add column unproved_since timestamptz;
alter table assignment add column unproved_since timestamptz;
update participation set unproved_since = shown_since where shown_since > consented_at;
update assignment a set unproved_since = p.unproved_since
from participation p where p.id = a.participation_id and a.leased_at >= p.unproved_since;
alter table participation drop column shown_since;

-- Whoever goes on before anything was said or judged begins anew: with a code of their own, and the one before opens nothing.
alter table participation add column own_code_version smallint not null default 0;
