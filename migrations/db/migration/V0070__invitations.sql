-- A study is shared by an address. Whether an account has that address is not told to whoever shares it: the invitation waits for its
-- holder.
create table study_invitation (
    id         bigint generated always as identity primary key,
    study_id   bigint      not null references study on delete cascade,
    email      text        not null check (email = lower(email) and length(email) between 1 and 254),
    role       text        not null check (role in ('researcher', 'analyst')),
    may_export boolean     not null,
    -- null: the installation itself
    invited_by bigint      references account on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    unique (study_id, email)
);
create index study_invitation_email on study_invitation (email);
comment on table study_invitation is 'owner: study, who was asked to join a study, by their address, and has not answered yet';
