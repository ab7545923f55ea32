-- Prompt sets and statements of consent carry a version too. A statement has a number of its own, so that what counts its changes has
-- another name; nothing changes one today, a later statement is a new row.

alter table prompt_set add column version integer not null default 0;
alter table consent_version add column changes integer not null default 0;
