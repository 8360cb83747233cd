-- What an account may have at a service in place of what is known of it: octets in 24 hours (0: no limit), octets a second.
alter table services add column out_per_day bigint, add column in_per_day bigint, add column bandwidth bigint;
