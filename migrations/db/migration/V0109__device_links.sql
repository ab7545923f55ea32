-- Whoever is signed in somewhere lets another browser of theirs in where strangers' tries would make it wait.
create table device_link (
    token_hash bytea       primary key check (length(token_hash) = 32),
    account_id bigint      not null references account on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
comment on table device_link is 'owner: identity, links that make a browser one that an account knows, once, by their hash';
