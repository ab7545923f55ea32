-- What an estimate's p-value took to be alike, or why there is none. Until now every null exchanged raters' profiles.
alter table estimate add column null_model text;
update estimate set null_model = 'raters'' profiles exchanged' where p_rule is not null;
alter table estimate add constraint estimate_p_has_its_null check (p is null or null_model is not null);
