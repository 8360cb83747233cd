-- When a passkey last let its owner in: decisions/0030-passkeys.md

alter table passkeys add column last_used_at timestamptz;

-- better-auth writes the counter with each sign-in, and nothing else of ours: many passkeys leave it at 0.
create or replace function note_use_of_passkey() returns trigger language plpgsql as $$
begin
  new.last_used_at := clock_timestamp();
  return new;
end
$$;
create trigger note_use_of_passkey before update of counter on passkeys
  for each row execute function note_use_of_passkey();
