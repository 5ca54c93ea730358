-- People are looked for among a million: by the beginning of a word of their search column (a name, its pinyin from any
-- syllable on, its initials), and by any part of a Chinese word. One key answers one word typed, however common its letters.
SET LOCAL statement_timeout = 0;
SET LOCAL maintenance_work_mem = '256MB';

-- Beginnings of each word up to 12 characters; '=' and the whole word; of words that are not plain Latin every 1- and 2-gram.
-- The same rule in shared/customers/peopleQuery.ts.
CREATE FUNCTION search_keys(s text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT array(
  SELECT left(w, n) FROM unnest(string_to_array(s, ' ')) w, generate_series(1, least(length(w), 12)) n
  UNION SELECT '=' || w FROM unnest(string_to_array(s, ' ')) w WHERE w <> ''
  UNION SELECT substr(w, i, n) FROM unnest(string_to_array(s, ' ')) w, generate_series(2, length(w)) i, generate_series(1, 2) n
    WHERE octet_length(w) > length(w) AND i + n - 1 <= length(w)
) $$;

-- Worked out anew for a row it costs more than reading some: without being told, the planner reads through the whole table
-- until it has found enough people, instead of asking the index. Nor are helpers worth starting for sixty rows.
ALTER FUNCTION search_keys(text) PARALLEL RESTRICTED COST 5000;
ALTER FUNCTION digit_grams(text) PARALLEL RESTRICTED COST 5000;

DROP INDEX customer_search;
DROP INDEX child_search;
CREATE INDEX customer_search ON customer USING gin (search_keys(search));
CREATE INDEX child_search ON child USING gin (search_keys(search));
DROP FUNCTION grams(text);

COMMENT ON COLUMN customer.search IS 'Lower-case words: the name, its pinyin without tones from each syllable on, initials. Written by shared/customers/nameSearch.ts; brought up to date in the background when that rule changes (meta ''search-rule'').';
