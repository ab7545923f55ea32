-- What people said of themselves who were then not taken is needed by nobody: after a while a count for each group is
-- all that stays.

create table retention_rule (
    study_id          bigint primary key references study on delete cascade,
    screened_out_days int not null check (screened_out_days between 0 and 3650)
);
comment on table retention_rule is 'owner: rater, after how many days a study erases what screened-out raters said, where it is not the usual time';

create table screened_out_count (
    study_id       bigint not null references study on delete cascade,
    axis_id        bigint not null references axis on delete cascade,
    rater_group_id bigint,
    raters         bigint not null check (raters > 0),
    foreign key (axis_id, rater_group_id) references rater_group (axis_id, id) on delete cascade,
    unique nulls not distinct (study_id, axis_id, rater_group_id)
);
comment on table screened_out_count is 'owner: rater, how many erased screened-out raters were of a group, or of none on that axis';
