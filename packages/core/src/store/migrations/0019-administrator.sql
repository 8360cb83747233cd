-- One refusal of an administrator stops the others, and what has opened a mailbox is known to be right.

-- The user of the mailbox that the administrator has opened last; null: none yet with what is in the vault.
alter table services add column master_opened text;
-- Since when nothing signs in as the administrator any more; null: nothing was refused.
alter table services add column master_refused_at timestamptz;
-- Whoever tries a sign-in that was never good does so alone, until then at most.
alter table services add column master_turn_until timestamptz;

-- When the credential has last opened what it is for; null: not since it was given.
alter table credentials add column opened_at timestamptz;
