-- What nothing wrote or nothing read is gone; what open work will fill is named in docs/decisions/0502-what-the-schema-keeps.md.

-- Nobody ever wrote it: a model's digest says more.
alter table model drop column architecture;

-- Since when somebody is a member stands on the audit trail.
alter table study_member drop column granted_at;

-- No key was ever given this scope, and the API takes nothing in.
alter table api_key
    drop constraint api_key_scopes_check,
    add constraint api_key_scopes_check check (scopes <@ array ['read', 'export']);

-- These events had no reader; whoever reads first begins with what happens then.
delete from outbox;
