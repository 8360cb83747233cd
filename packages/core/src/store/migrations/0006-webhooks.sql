-- Deliveries are made in the transaction that makes the event: none is lost where a process ends, none is made twice
-- by two of them, and no reader has to find events whose transactions end in another order than their ids.
alter table webhooks add column failing_since timestamptz; -- none: the last delivery was taken
alter table webhook_deliveries add column kind text not null default '';

create or replace function make_webhook_deliveries() returns trigger language plpgsql as $$
begin
  -- A restore brings the deliveries themselves: where they are there, they stay as they are.
  insert into webhook_deliveries (webhook_id, event_id, kind, body, next_at)
  select w.id, e.id, e.kind, json_build_object('type', e.kind, 'timestamp', e.at, 'data', e.data)::text, now()
  from made e join webhooks w on w.organisation_id = e.organisation_id
  where w.disabled_at is null and (w.kinds = '{}' or e.kind = any(w.kinds))
  on conflict do nothing;
  return null;
end $$;
create trigger events_to_webhooks after insert on events
  referencing new table as made for each statement execute function make_webhook_deliveries();

create index webhook_deliveries_of on webhook_deliveries (webhook_id, event_id desc);
create index webhook_deliveries_made on webhook_deliveries (created_at);
