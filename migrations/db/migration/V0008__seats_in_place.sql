-- Every booking and every submission changes a seat. An index over the counts made each change write new entries
-- into both indexes of the table and leave dead ones behind; a stratum's seats are few enough to be read whole.
-- Room in the pages lets a changed row stay in its page.
drop index seat_free;
alter table seat set (fillfactor = 50);
