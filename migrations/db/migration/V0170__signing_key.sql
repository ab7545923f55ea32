-- What leaves as a dataset is signed, so that whoever holds it can tell that it is as it was handed out.
create table signing_key (
    id                 bigint generated always as identity primary key,
    public_key         bytea       not null check (length(public_key) between 32 and 200),
    -- with the key that lies outside the database
    sealed_private_key bytea       not null,
    created_at         timestamptz not null
);
comment on table signing_key is 'owner: identity, the key that datasets are signed with, its private half sealed; the newest one signs';
