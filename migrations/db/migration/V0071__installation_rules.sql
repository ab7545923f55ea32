-- What an owner rules for the whole installation. There is no row until somebody rules something.
create table installation_rules (
    id          smallint primary key check (id = 1),
    least_group int      not null check (least_group between 1 and 1000),
    version     integer  not null default 0
);
comment on table installation_rules is 'owner: identity, what an owner rules for every study and account, in one row';
