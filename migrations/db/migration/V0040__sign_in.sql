-- What signing in needs besides a password: devices that did so before, and sessions that can be told apart and ended.

-- A try by a device that is known counts against the device alone.
alter table sign_in_failure add column device_hash bytea;
create index sign_in_failure_device on sign_in_failure (device_hash, failed_at) where device_hash is not null;

create table known_device (
    token_hash bytea       primary key check (length(token_hash) = 32),
    account_id bigint      not null references account on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index known_device_account on known_device (account_id);
comment on table known_device is 'owner: identity, browsers in which an account signed in, by the hash of their cookie';

alter table account_session
    add column id bigint generated always as identity unique,
    add column last_seen_at timestamptz,
    add column browser text not null default '' check (length(browser) <= 100);
update account_session set last_seen_at = created_at;
alter table account_session alter column last_seen_at set not null;
