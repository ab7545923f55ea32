-- Pages can show a study's standing figures without the raters whom an exclusion leaves out: each exclusion has figures of its own.
alter table analysis_run
    -- the name of the exclusion that standing figures are without; empty for those of everybody
    add column exclusion text not null default '';
drop index analysis_run_one_standing;
create unique index analysis_run_one_standing on analysis_run (study_id, audience, exclusion)
    where kind = 'standing' and state in ('queued', 'running');
