-- A pass that reads both sides again, compares them and changes nothing.

alter table pass_requests drop constraint pass_requests_kind_check;
alter table pass_requests add constraint pass_requests_kind_check
  check (kind in ('trial', 'first', 'delta', 'final', 'reverse', 'verify', 'addresses'));
