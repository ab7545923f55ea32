-- Prompts, runs and outputs of models.

create table model (
    id           bigint generated always as identity primary key,
    name         text        not null,
    provider     text        not null check (provider in ('onnx', 'http')),
    digest       text        not null check (length(digest) >= 1),
    architecture text        not null default '',
    precision    text        not null default '',
    location     text        not null,
    created_at   timestamptz not null default now(),
    unique (provider, digest)
);

create table prompt_set (
    id         bigint generated always as identity primary key,
    title      text        not null check (length(title) between 1 and 200),
    created_by bigint references account,
    created_at timestamptz not null default now()
);

create table prompt (
    id            bigint generated always as identity primary key,
    prompt_set_id bigint not null references prompt_set on delete cascade,
    position      int    not null check (position >= 0),
    code          text   not null,
    topic         text   not null default '',
    messages      jsonb  not null check (jsonb_typeof(messages) = 'array' and jsonb_array_length(messages) >= 1),
    unique (prompt_set_id, position),
    unique (prompt_set_id, code)
);

create table generation_run (
    id                 bigint generated always as identity primary key,
    study_id           bigint      not null references study on delete cascade,
    prompt_set_id      bigint      not null references prompt_set,
    model_id           bigint      not null references model,
    adapter_digest     text,
    sampler            jsonb       not null,
    seed               bigint      not null,
    samples_per_prompt int         not null check (samples_per_prompt between 1 and 1000),
    state              text        not null default 'queued' check (state in ('queued', 'running', 'cancelled', 'done', 'failed')),
    failure            text,
    claimed_by         text,
    heartbeat_at       timestamptz,
    created_by         bigint references account,
    created_at         timestamptz not null default now(),
    started_at         timestamptz,
    finished_at        timestamptz,
    check ((state = 'running') = (claimed_by is not null)),
    check ((state = 'failed') = (failure is not null))
);
create index generation_run_waiting on generation_run (created_at) where state in ('queued', 'running');

create table generation (
    id            bigint generated always as identity primary key,
    run_id        bigint      not null references generation_run on delete cascade,
    prompt_id     bigint      not null references prompt,
    sample        int         not null check (sample >= 0),
    response      text,
    token_ids     int[],
    finish_reason text,
    provenance    jsonb,
    failure       text,
    finished_at   timestamptz not null default now(),
    unique (run_id, prompt_id, sample),
    check ((response is null) = (failure is not null)),
    check (response is null or provenance is not null)
);
