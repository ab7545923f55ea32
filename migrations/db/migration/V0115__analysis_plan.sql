-- What is to be computed of a study, decided before raters come: the first question, groupings, contrasts, what Unsure counts as.
create table analysis_plan (
    study_id bigint primary key references study on delete cascade,
    plan     jsonb not null
);
comment on table analysis_plan is 'owner: design, what is to be computed of a study, as decided before raters come';
