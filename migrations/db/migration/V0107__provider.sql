-- Who signs in with another service (OpenID Connect).
create table provider_identity (
    issuer     text        not null check (length(issuer) between 1 and 2000),
    -- by which the service knows them, and which never changes; an address may
    subject    text        not null check (length(subject) between 1 and 255),
    account_id bigint      not null references account on delete cascade,
    -- whether the account was made for it: its role then follows what the service says
    made_for   boolean     not null,
    linked_at  timestamptz not null,
    primary key (issuer, subject),
    unique (account_id)
);
comment on table provider_identity is 'owner: identity, by what another service knows the people of accounts';
