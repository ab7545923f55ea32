-- A second factor beside the password: an app that shows codes, with codes to fall back on.

-- The key outside the database seals the apps' secrets too.
comment on table sealing_key is 'owner: identity, by what the key is told that panel ids and secrets of apps are sealed with; the key itself lies elsewhere';

create table authenticator_app (
    account_id     bigint primary key references account on delete cascade,
    -- what codes are made of, sealed; null until the first code was shown to be right
    sealed_secret  bytea,
    -- one that is being set up
    pending_secret bytea,
    added_at       timestamptz,
    -- the newest time step whose code was taken: none is taken twice
    last_step      bigint not null default 0,
    check ((sealed_secret is null) = (added_at is null)),
    check (sealed_secret is not null or pending_secret is not null)
);
comment on table authenticator_app is 'owner: identity, apps that show codes, with what the codes are made of, sealed';

create table recovery_code (
    account_id bigint      not null references account on delete cascade,
    code_hash  bytea       not null check (length(code_hash) = 32),
    created_at timestamptz not null,
    used_at    timestamptz,
    primary key (account_id, code_hash)
);
comment on table recovery_code is 'owner: identity, codes that stand in for a second factor once, by their hash';

create table half_sign_in (
    token_hash bytea       primary key check (length(token_hash) = 32),
    account_id bigint      not null references account on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index half_sign_in_account on half_sign_in (account_id);
comment on table half_sign_in is 'owner: identity, who gave the right password and not yet the second factor, by the hash of their cookie';

alter table account_session
    add column proof text not null default 'password' check (proof in ('password', 'second_factor', 'passkey', 'provider'));

-- Whether staff need more than a password.
alter table installation_rules add column second_factor boolean not null default false;
