-- Who rings us can opt out as well as who is rung.

UPDATE outcome_code SET inbound = true WHERE code = 'opt-out';
