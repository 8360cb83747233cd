-- Whether a move's stages let a pass of this kind run: the words of `againstPass` (core/move/passes.ts) where many rows
-- are asked for at once. Who mail was sent to may be read at any stage: nothing is copied.
create or replace function stages_let_run(state jsonb, kind text) returns boolean
language sql immutable as $$
  select coalesce(state #>> '{stages,close,status}', 'waiting') <> 'left'
    and coalesce(case when kind = 'addresses' then true
      when kind = 'trial' and state #>> '{stages,copy,status}' = 'waiting'
      then state #>> '{stages,approve,status}' = 'left' and state #>> '{stages,prepare,status}' <> 'waiting'
      else state #>> '{stages,copy,status}' <> 'waiting' end, false)
$$;
