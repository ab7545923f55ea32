-- Addresses that are told of a study's events. The outbox has its reader now; it holds nothing yet.

create table webhook (
    id            bigint generated always as identity primary key,
    study_id      bigint      not null references study on delete cascade,
    url           text        not null check (length(url) <= 2000),
    events        text[]      not null check (cardinality(events) >= 1),
    -- with the key that lies outside the database
    sealed_secret bytea       not null,
    created_by    bigint references account,
    created_at    timestamptz not null,
    -- a removed one stays for a day, for transactions that still see it
    removed_at    timestamptz,
    paused_at     timestamptz,
    -- why it was paused by itself; null where somebody did it
    paused_reason text,
    -- tries in a row that failed, and until when it is left alone after them
    failures      int         not null default 0 check (failures >= 0),
    resting_until timestamptz,
    -- the process that sends to it, and until when it alone may; afterwards, when it last had its turn
    claimed_by    text,
    claimed_until timestamptz,
    check (paused_at is not null or paused_reason is null),
    check (claimed_by is null or claimed_until is not null)
);
create index webhook_study on webhook (study_id) where removed_at is null;
comment on table webhook is 'owner: webhook, addresses that are told of a study''s events, with the secret that signs, sealed';

-- Nothing was ever kept in it but what 0022 deleted.
delete from outbox;
drop index outbox_waiting;
alter table outbox
    add column webhook_id bigint not null references webhook on delete cascade,
    -- ids and counts, never an answer or anything of a person
    add column data       jsonb  not null,
    add column state      text   not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
    add column tries      int    not null default 0 check (tries >= 0),
    add column tried_at   timestamptz,
    -- the status that the last try was answered with; null where it was not answered
    add column answer     int,
    add column failure    text,
    alter column created_at drop default,
    add constraint outbox_delivered check ((state = 'delivered') = (delivered_at is not null));
create index outbox_waiting on outbox (webhook_id, id) where state = 'waiting';
create index outbox_webhook on outbox (webhook_id, id);
create index outbox_judgment on outbox (subject_id) where kind = 'judgment.stored';
comment on table outbox is 'owner: webhook, events on their way to a webhook, and for 30 days what became of them';
