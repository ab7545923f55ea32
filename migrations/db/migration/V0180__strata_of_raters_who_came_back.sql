-- Of raters who were admitted, stayed away and came back too late, the erasure of screened-out people took the stratum
-- too, though they had been given items in it. (Table participation; owner: rater.)

update participation p set stratum_id = a.stratum_id
from assignment a
where a.participation_id = p.id and p.stratum_id is null and p.state = 'screened_out';
