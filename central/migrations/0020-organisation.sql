-- Where colleagues work and which cities and lines of business there are.

CREATE TABLE region (
  id text PRIMARY KEY,
  name text NOT NULL,
  zone text NOT NULL DEFAULT 'Asia/Shanghai'
);
COMMENT ON TABLE region IS 'A part of the country that one group looks after. zone: of wall times agreed there, as an IANA name.';

CREATE TABLE region_city (
  city text PRIMARY KEY,
  region_id text NOT NULL REFERENCES region
);
COMMENT ON TABLE region_city IS 'Which region a city belongs to: a household is of the region of its city. A city that is missing belongs to none.';

CREATE TABLE business_line (
  id text PRIMARY KEY,
  name text NOT NULL
);
COMMENT ON TABLE business_line IS 'A line of business. Who works for one, and which households have to do with it, decides what is shown.';
INSERT INTO business_line (id, name) VALUES ('mother-baby', '母婴'), ('product', '产品');

ALTER TABLE queue ADD COLUMN business_line_id text REFERENCES business_line;
COMMENT ON COLUMN queue.business_line_id IS 'What callers of this queue ring about. Null: anything.';
UPDATE queue SET business_line_id = id WHERE id IN ('mother-baby', 'product');

CREATE TABLE household_business_line (
  household_id uuid NOT NULL REFERENCES household ON DELETE CASCADE,
  business_line_id text NOT NULL REFERENCES business_line,
  PRIMARY KEY (household_id, business_line_id)
);
COMMENT ON TABLE household_business_line IS 'Lines of business a household has to do with. None: all of them.';

CREATE TABLE site (
  name text PRIMARY KEY CHECK (name <> ''),
  region_id text REFERENCES region,
  zone text NOT NULL DEFAULT 'Asia/Shanghai'
);
COMMENT ON TABLE site IS 'A place where colleagues sit. agent.site names it.';

CREATE TABLE team (
  name text PRIMARY KEY CHECK (name <> ''),
  business_line_id text REFERENCES business_line
);
COMMENT ON TABLE team IS 'Colleagues who work under one supervisor. agent.team names it.';

-- Colleagues stored before tell which sites and teams there are; a name that is blank is none.
INSERT INTO site (name) SELECT DISTINCT btrim(site) FROM agent WHERE btrim(site) <> '';
INSERT INTO team (name) SELECT DISTINCT btrim(team) FROM agent WHERE btrim(team) <> '';
