-- How a study's own panel names its people in the address that it sends them to, and with which public keys it signs that.
create table panel_link (
    study_id          bigint primary key references study on delete cascade,
    name              text not null check (length(name) between 1 and 100),
    id_parameter      text not null check (id_parameter ~ '^[A-Za-z][A-Za-z0-9_.-]{0,63}$'),
    session_parameter text not null default '' check (session_parameter ~ '^([A-Za-z][A-Za-z0-9_.-]{0,63})?$'),
    token_parameter   text not null default '' check (token_parameter ~ '^([A-Za-z][A-Za-z0-9_.-]{0,63})?$'),
    audience          text not null default '' check (length(audience) <= 500),
    keys              text not null default '' check (length(keys) <= 20000),
    check ((token_parameter = '') = (keys = '') and (token_parameter = '') = (audience = ''))
);
comment on table panel_link is 'owner: rater, how a study''s own panel names and signs the people that it sends';
