-- How hard an item is to read, where somebody said so.
alter table item add column severity text check (severity in ('mild', 'moderate', 'severe'));

-- What raters tell the researchers about an item: that something is wrong with it, or with them because of it.
create table problem_report (
    id            bigint generated always as identity primary key,
    study_id      bigint      not null references study on delete cascade,
    item_id       bigint      not null references item on delete cascade,
    assignment_id bigint      not null references assignment on delete cascade,
    reason        text        not null check (reason in ('unreadable', 'wrong', 'illegal', 'private', 'distressing', 'other')),
    note          text        not null default '' check (length(note) <= 1000),
    reported_at   timestamptz not null,
    handled_at    timestamptz,
    handled_by    bigint      references account
);
create index problem_report_study on problem_report (study_id, id);
create index problem_report_item on problem_report (item_id);
create index problem_report_assignment on problem_report (assignment_id);
comment on table problem_report is 'owner: assignment, problems with items that raters told the researchers about';
