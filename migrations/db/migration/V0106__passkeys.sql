-- Passkeys: keys that a device or a stick keeps, and never gives away.
create table passkey (
    id            bigint generated always as identity primary key,
    account_id    bigint      not null references account on delete cascade,
    credential_id bytea       not null unique,
    -- its public half, as the authenticator attested it
    credential    bytea       not null,
    sign_count    bigint      not null check (sign_count >= 0),
    name          text        not null check (length(name) between 1 and 100),
    added_at      timestamptz not null,
    last_used_at  timestamptz
);
create index passkey_account on passkey (account_id);
comment on table passkey is 'owner: identity, public halves of passkeys, with the names that their people gave them';

create table spent_challenge (
    challenge_hash bytea       primary key check (length(challenge_hash) = 32),
    expires_at     timestamptz not null
);
comment on table spent_challenge is 'owner: identity, what passkeys were asked and answered already, until it is too old anyway';
