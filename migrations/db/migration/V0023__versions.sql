-- What staff edit through forms carries a version: of two who edit the same row, the later one is told, and nothing is overwritten unseen.

alter table account add column version integer not null default 0;
alter table api_key add column version integer not null default 0;
alter table study add column version integer not null default 0;
alter table study_member add column version integer not null default 0;

-- A panel without an address of its own has an empty one, as it has an empty code.
alter table study
    drop constraint study_completion_url_check,
    drop constraint study_screen_out_url_check;
update study set completion_url = coalesce(completion_url, ''), screen_out_url = coalesce(screen_out_url, '');
alter table study
    alter column completion_url set default '',
    alter column completion_url set not null,
    alter column screen_out_url set default '',
    alter column screen_out_url set not null,
    add constraint study_completion_url_check check (completion_url = '' or completion_url ~ '^https://'),
    add constraint study_screen_out_url_check check (screen_out_url = '' or screen_out_url ~ '^https://');
