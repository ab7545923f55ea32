-- Each item given to a rater has a name that nobody can guess. Pages, drafts and judgments are addressed by it, so that nothing a
-- browser kept of one can reach another.
alter table assignment add column key uuid not null default gen_random_uuid();
alter table assignment add constraint assignment_key unique (key);

-- What a client's key stands for says which assignment the client meant.
update submission_key k set body_hash = sha256(uuid_send(a.key) || j.content_hash)
from judgment j join assignment a on a.id = j.assignment_id
where j.id = k.judgment_id;

-- What was answered before is not shown to whoever goes on without having shown who they are.
alter table participation rename column session_started_at to shown_since;
