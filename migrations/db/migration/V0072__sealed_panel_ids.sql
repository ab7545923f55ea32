-- A panel's names for its people and their visits are sealed with a key that lies outside the database: a rater's external_id is a keyed
-- hash, by which they are known again, and what the panel is asked about is encrypted beside it. A start brings older rows to this form.
alter table rater add column sealed_id bytea;
alter table participation add column sealed_visit bytea;

create table sealing_key (
    fingerprint   bytea       primary key check (length(fingerprint) = 32),
    first_used_at timestamptz not null
);
create unique index sealing_key_one on sealing_key ((true));
comment on table sealing_key is 'owner: rater, by what the key is told that panel ids are sealed with; the key itself lies elsewhere';
