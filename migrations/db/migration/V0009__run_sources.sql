-- A run may apply a LoRA adapter, whose file its runner must find, and has something to say about where it computed.
alter table generation_run
    add adapter_location text,
    add notice text not null default '',
    add constraint generation_run_adapter check ((adapter_location is null) = (adapter_digest is null));

-- Decoding holds every setting of the sampler.
update generation_run set sampler = jsonb_build_object(
    'sampler', jsonb_build_object(
        'temperature', sampler -> 'temperature', 'topK', 0, 'topP', sampler -> 'topP', 'minP', 0,
        'repetitionPenalty', 1, 'presencePenalty', 0, 'maxTokens', sampler -> 'maxTokens',
        'stopTokens', '[]'::jsonb, 'stopStrings', '[]'::jsonb, 'logprobs', -1),
    'samples', samples_per_prompt, 'seed', seed, 'reproducible', false);
