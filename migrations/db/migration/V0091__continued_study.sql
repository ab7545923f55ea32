-- An imported study can be opened to raters of one's own, once.
alter table study
    add column continued_at timestamptz,
    add constraint study_continued_was_imported check (continued_at is null or dataset_layout is not null);
