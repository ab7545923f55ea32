-- Whoever may not read single judgments sees releases: standing figures are for those alone who may.
delete from analysis_run where audience = 'viewers';
drop index analysis_run_one_standing;
alter table analysis_run drop column audience;
create unique index analysis_run_one_standing on analysis_run (study_id, exclusion)
    where kind = 'standing' and state in ('queued', 'running');

-- From where later batches of judgments began.
drop table shown_at_close;
