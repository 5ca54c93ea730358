-- Sites and teams are renamed and taken out of use on screen: each has an id that stays.

ALTER TABLE site ADD COLUMN id text UNIQUE DEFAULT 's-' || substr(md5(random()::text || clock_timestamp()::text), 1, 12), ADD COLUMN active boolean NOT NULL DEFAULT true;
ALTER TABLE site ALTER COLUMN id SET NOT NULL;
COMMENT ON COLUMN site.active IS 'False: offered for no new account. Who is there stays.';

ALTER TABLE team ADD COLUMN id text UNIQUE DEFAULT 't-' || substr(md5(random()::text || clock_timestamp()::text), 1, 12), ADD COLUMN active boolean NOT NULL DEFAULT true;
ALTER TABLE team ALTER COLUMN id SET NOT NULL;
COMMENT ON COLUMN team.active IS 'False: offered for no new account. Who is there stays.';
