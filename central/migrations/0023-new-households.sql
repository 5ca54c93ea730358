-- Two desktops that were offline may bring the same new family at the same moment, each unseen by the other's transaction.

INSERT INTO meta (key, value) VALUES ('new-household', 'null') ON CONFLICT DO NOTHING;
COMMENT ON TABLE meta IS 'Facts about this store: whether demo data is loaded, the key that signs access tokens. The row new-household is held by whoever stores a new household, so that of two alike the second sees the first.';
