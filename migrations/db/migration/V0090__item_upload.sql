-- Files of conversations that researchers bring to a draft. The bytes are there until somebody has said what the columns mean.

create table item_upload (
    id            bigint generated always as identity primary key,
    study_id      bigint      not null references study on delete cascade,
    file_name     text        not null check (length(file_name) between 1 and 200),
    content       bytea,
    created_by    bigint references account,
    created_at    timestamptz not null,
    added_at      timestamptz,
    items         int         not null default 0 check (items >= 0),
    folded        int         not null default 0 check (folded >= 0),
    prompt_set_id bigint references prompt_set,
    -- what a reader should know although it was no reason to refuse the file, in sentences
    notes         jsonb       not null default '[]',
    check ((content is null) = (added_at is not null))
);
create index item_upload_study on item_upload (study_id);
create index item_upload_prompts on item_upload (prompt_set_id) where prompt_set_id is not null;
comment on table item_upload is 'owner: dataset, files of conversations for a study, and what came in from them';

alter table item
    add column upload_id bigint references item_upload on delete set null,
    drop constraint item_source_check,
    add constraint item_source_check check (source in ('generated', 'imported', 'attention', 'uploaded')),
    add constraint item_upload_check check (upload_id is null or source = 'uploaded');
create index item_of_upload on item (upload_id) where upload_id is not null;
