-- What went through accounts whose services allow so much a day, in spans of ten minutes: commands, passes and workers
-- share what an account has. Kept for two days.
create table account_use (
  -- SHA-256 of the account's name: no address outlives its organisation here.
  account bytea not null,
  direction text not null check (direction in ('in', 'out')),
  -- Ten minutes each, counted since 1970.
  span bigint not null,
  octets bigint not null,
  primary key (account, direction, span)
);
