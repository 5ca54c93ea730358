-- What keeps customers from buying, staying or being content, as it was said in a contact.

CREATE TABLE obstacle_code (
  code text PRIMARY KEY,
  zh text NOT NULL,
  en text NOT NULL,
  active boolean NOT NULL,
  place integer NOT NULL
);
COMMENT ON TABLE obstacle_code IS 'Obstacles as the centre has them. One that is no longer used stays, for the contacts in which it was named.';
COMMENT ON COLUMN obstacle_code.place IS 'The order of its key, from 1.';
INSERT INTO obstacle_code (place, code, zh, en, active) VALUES
  (1, 'price', '价格', 'Price', true), (2, 'tolerance', '消化不适', 'Digestion', true), (3, 'taste', '口味', 'Taste', true), (4, 'supply', '买不到', 'Out of stock', true), (5, 'rival', '别的品牌', 'Rival brand', true),
  (6, 'family', '家人反对', 'Family', true), (7, 'service', '服务', 'Service', true), (8, 'doubt', '产品疑虑', 'Doubts', true), (9, 'other', '其他', 'Other', true), (10, 'none', '没有障碍', 'None', true);

ALTER TABLE interaction ADD COLUMN obstacle text REFERENCES obstacle_code (code);
ALTER TABLE interaction ADD COLUMN obstacle_class text;
ALTER TABLE interaction ADD COLUMN obstacle_tier text;
COMMENT ON COLUMN interaction.obstacle IS 'What mainly is in this customer''s way; ''none'': nothing is; null: it was not said.';
COMMENT ON COLUMN interaction.obstacle_class IS 'The household''s relation class when the obstacle was named: the figures of days gone by stay when the household becomes another''s. Filled here.';
COMMENT ON COLUMN interaction.obstacle_tier IS 'The household''s tier when the obstacle was named. Filled here.';
CREATE INDEX interaction_obstacle ON interaction (started_at_ms) WHERE obstacle IS NOT NULL;

-- Whoever stores a contact need not think of it; a row that comes with its class (a backup) keeps it.
CREATE FUNCTION class_of_obstacle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT h.relation_class, h.tier INTO NEW.obstacle_class, NEW.obstacle_tier FROM household h WHERE h.id = NEW.household_id;
  RETURN NEW;
END $$;
CREATE TRIGGER interaction_obstacle_class BEFORE INSERT ON interaction FOR EACH ROW
  WHEN (NEW.obstacle IS NOT NULL AND NEW.obstacle_class IS NULL AND NEW.household_id IS NOT NULL) EXECUTE FUNCTION class_of_obstacle();

CREATE TABLE report_obstacle_slot (
  slot_ms bigint NOT NULL,
  agent_id uuid NOT NULL,
  queue_id text NOT NULL,
  relation_class text NOT NULL,
  tier text NOT NULL,
  obstacle text NOT NULL,
  contacts integer NOT NULL,
  PRIMARY KEY (slot_ms, agent_id, queue_id, relation_class, tier, obstacle)
);
COMMENT ON TABLE report_obstacle_slot IS 'Contacts in which an obstacle was named, by the half hour they began, their agent, the queue of their call, and the household''s class and tier then. Counted anew from interaction whenever one of them changes.';
COMMENT ON COLUMN report_obstacle_slot.queue_id IS 'Empty: of no queue.';
