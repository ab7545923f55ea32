-- Who may sign in, and as what. Every secret is stored as a hash only.

create table account (
    id            bigint generated always as identity primary key,
    email         text        not null check (email = lower(email) and position('@' in email) > 1 and length(email) <= 254),
    display_name  text        not null check (length(display_name) between 1 and 200),
    role          text        not null check (role in ('owner', 'researcher', 'analyst', 'rater')),
    password_hash text        not null,
    created_at    timestamptz not null default now(),
    disabled_at   timestamptz,
    unique (email)
);

create table account_session (
    token_hash bytea       primary key check (length(token_hash) = 32),
    account_id bigint      not null references account on delete cascade,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null
);
create index account_session_account on account_session (account_id);

-- One-time links: the first owner's set-up, an invitation, a new password.
create table one_time_link (
    token_hash bytea       primary key check (length(token_hash) = 32),
    purpose    text        not null check (purpose in ('first_owner', 'password')),
    account_id bigint      references account on delete cascade,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at    timestamptz,
    check ((purpose = 'first_owner') = (account_id is null))
);

-- Failed sign-ins, for the rate limit. Addresses are kept as keyed hashes and only for a day.
create table sign_in_failure (
    id           bigint generated always as identity primary key,
    email_hash   bytea       not null,
    address_hash bytea       not null,
    failed_at    timestamptz not null default now()
);
create index sign_in_failure_email on sign_in_failure (email_hash, failed_at);
create index sign_in_failure_address on sign_in_failure (address_hash, failed_at);

create table api_key (
    id         bigint generated always as identity primary key,
    account_id bigint      not null references account on delete cascade,
    name       text        not null check (length(name) between 1 and 200),
    token_hash bytea       not null unique check (length(token_hash) = 32),
    scopes     text[]      not null check (scopes <@ array ['read', 'export', 'write']),
    created_at timestamptz not null default now(),
    revoked_at timestamptz
);
create index api_key_account on api_key (account_id);

-- Secrets that the installation makes for itself at its first start.
create table installation_secret (
    name       text primary key,
    secret     bytea       not null check (length(secret) >= 32),
    created_at timestamptz not null default now()
);
