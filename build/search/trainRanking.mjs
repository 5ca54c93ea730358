// `node build/search/trainRanking.mjs --bodies FILE --questions FILE [--only questions|answers]`: learns what the ways in which a question is like
// another are worth (shared/knowledge/search/rankingWeights.json). It learns from the sample articles and from a set of
// questions with answers under a permissive licence, both given as JSON lines: {id, title, body} and {id, text, relevant: [id]}.
// What teaches most is the same question in other words: paraphrases.json holds such, written for this, by the id of the
// question or the key of the article. Nothing of the set's text is kept. The same files give the same weights.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { buildArticleIndex } from '../../shared/knowledge/articleIndex.ts';
import { foldedText, plainText } from '../../shared/knowledge/search/searchTerms.ts';
import { rankingScore, weightsFor } from '../../shared/knowledge/search/rankingModel.ts';
import { questionCandidates } from '../../shared/knowledge/search/questionCandidates.ts';
import { FEATURES } from '../../shared/knowledge/search/questionLikeness.ts';
import { say } from '../say.mjs';
import { seeded } from './mistype.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const EPOCHS = 6;
/** Candidates that are not meant, at most so many a question: the likeliest ones teach most. */
const OTHERS = 30;
/** Of each length, for what share of the questions their beginning is learned from. */
const BEGINNINGS = 0.35;
const REACH = { questions: 40, sounds: 20, answers: 25 };

const { values: options } = parseArgs({ options: { bodies: { type: 'string' }, questions: { type: 'string' }, only: { type: 'string' }, out: { type: 'string' } } });
if (options.bodies === undefined || options.questions === undefined) {
  say('node build/search/trainRanking.mjs --bodies FILE --questions FILE [--only questions|answers] [--out FILE]');
  process.exit(2);
}
const paraphrases = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, 'paraphrases.json'), 'utf8'));
const lines = (file) => fs.readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line));
const SEED = 20_261_122;
/** Begun anew for each lesson and each model, so that one can be learned without the others. */
let random = seeded(SEED);

/** Typed letters are not what is learned here: as articles of another language these have no pinyin, which takes longest to make. */
const asArticle = (over) => ({ similarQuestions: [], say: '', body: '', facts: [], seeDoctor: '', stage: { fromMonth: 0, toMonth: 60 }, feeding: [], state: 'published', version: 1, updatedAtMs: 0, ...over, language: 'en' });

function sampleArticles() {
  const folder = path.join(root, 'central/demo/articles');
  return fs.readdirSync(folder).filter((name) => name.endsWith('.json')).sort().flatMap((name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'))).filter((article) => article.language === 'zh-CN').map((article) => asArticle({ ...article, id: article.key }));
}

/** The clause of a long account that is most like a short question of the same matter. */
function clauseLike(account, question) {
  const wanted = new Set(plainText(foldedText(question)));
  let best = null;
  for (const clause of account.split(/[，,。？?！!；;：:\s]+/)) {
    const plain = plainText(foldedText(clause));
    if (plain.length < 4 || plain.length > 30) continue;
    const chars = new Set(plain);
    const shared = [...chars].filter((char) => wanted.has(char)).length;
    const worth = (2 * shared) / (chars.size + wanted.size);
    if (best === null || worth > best.worth) best = { clause, worth };
  }
  return best;
}

/** Questions in other words as they are asked, each with what it is about. */
const reworded = (byId) => Object.entries(byId).flatMap(([id, ways]) => ways.map((text) => ({ text, id })));

/**
 * What is learned from: an index, and questions with the article each is about. `weight`: how much a lesson counts; `begun`: how much for beginnings, where otherwise;
 * `of`: whether the articles have answers.
 */
function* lessons() {
  const own = sampleArticles();
  const titles = own.map(({ id, title }) => asArticle({ id, title }));
  for (const left of [0, 1, 2, 3]) {
    const asked = own.flatMap((article) => (article.similarQuestions[left] === undefined ? [] : [{ text: article.similarQuestions[left], id: article.id }]));
    const kept = own.map((article) => ({ ...article, similarQuestions: article.similarQuestions.filter((_question, place) => place !== left) }));
    yield { name: `sample articles without question ${left + 1}`, articles: kept, asked, share: 1, weight: 1, of: 'answers' };
    // A base that has a title for each and nothing else, as many have.
    yield { name: `titles for question ${left + 1}`, articles: titles, asked, share: 0.5, weight: 0.5, begun: 0.3, of: 'questions' };
  }
  yield { name: 'sample articles in other words', articles: own, asked: reworded(paraphrases.articles), share: 1, weight: 3, of: 'answers' };
  const bodies = lines(options.bodies);
  const questions = lines(options.questions);
  const questionOf = new Map(questions.map(({ text, relevant }) => [relevant[0], text]));
  const clauses = bodies.flatMap(({ id, title }) => {
    const question = questionOf.get(id);
    const like = question === undefined ? null : clauseLike(title, question);
    return like !== null && like.worth >= 0.35 && like.clause !== question ? [{ text: like.clause, id }] : [];
  });
  // Titles of one style only: else the style would tell what is meant.
  const answerOf = new Map(bodies.map(({ id, body }) => [id, body]));
  const short = questions.map(({ text, relevant }) => asArticle({ id: relevant[0], title: text }));
  const idOf = new Map(questions.map(({ id, relevant }) => [id, relevant[0]]));
  const inOtherWords = [...reworded(paraphrases.questions).map(({ text, id }) => ({ text, id: idOf.get(id) })), ...reworded(paraphrases.articles)];
  // What is begun is looked for as it is written: beginnings of other words teach to guess.
  yield { name: 'questions in other words', articles: [...short, ...titles], asked: inOtherWords, share: 1, weight: 3, begun: 0, of: 'questions' };
  // What people wrote by themselves counts twice: what was written for this knows the table of words too well.
  yield { name: 'short questions', articles: short, asked: clauses, share: 0.4, weight: 2, begun: 1, of: 'questions' };
  yield { name: 'short questions with answers', articles: short.map((article) => ({ ...article, body: answerOf.get(article.id) ?? '' })), asked: clauses, share: 0.3, weight: 0.3, of: 'answers' };
  const told = clauses.map(({ text, id }) => asArticle({ id, title: text }));
  yield { name: 'clauses', articles: told, asked: clauses.map(({ id }) => ({ text: questionOf.get(id) ?? '', id })), share: 0.3, weight: 2, begun: 1, of: 'questions' };
  const asked = questions.map(({ text, relevant }) => ({ text, id: relevant[0] }));
  yield { name: 'accounts with answers', articles: bodies.map(({ id, title, body }) => asArticle({ id, title, body })), asked, share: 0.3, weight: 0.3, of: 'answers' };
}

/** The ways one question is typed: in full, and some of its beginnings. Slips teach to mistrust what is written right. */
function typed(text) {
  const plain = [...plainText(foldedText(text))];
  return [text, ...[2, 3, 4, 5, 6, 7, 8].filter((length) => plain.length > length && random() < BEGINNINGS).map((length) => plain.slice(0, length).join(''))];
}

const lists = { questions: { few: [], begun: [], asked: [] }, answers: { few: [], begun: [], asked: [] } };
for (const { name, articles, asked, share, weight, begun = weight, of } of lessons()) {
  if (options.only !== undefined && options.only !== of) continue;
  random = seeded(SEED);
  const index = buildArticleIndex(articles);
  let [learned, missed] = [0, 0];
  for (const { text, id } of asked) {
    if (random() > share) continue;
    // A question that is there twice is meant twice.
    const alike = new Set(index.articles.get(id)?.texts.map((each) => each.canonical));
    for (const way of typed(text)) {
      const kind = weightsFor(plainText(foldedText(way)).length);
      const counts = kind === 'asked' ? weight : begun;
      if (counts === 0) continue;
      const { candidates } = questionCandidates(foldedText(way), index, REACH);
      const isMeant = ({ text: { article, canonical } }) => index.byNumber[article].id === id || alike.has(canonical);
      const meant = candidates.filter(isMeant);
      if (meant.length === 0) { missed += 1; continue; }
      const others = candidates.filter((each) => !isMeant(each)).map((each) => ({ each, worth: each.features[0] + each.features[1] + each.features[9] + each.features[6] })).sort((a, b) => b.worth - a.worth).slice(0, OTHERS).map(({ each }) => each);
      if (others.length === 0) continue;
      lists[of][kind].push({ meant: meant.map((each) => each.features), others: others.map((each) => each.features), share: counts });
      learned += 1;
    }
  }
  say(`${name}: ${articles.length} articles, ${learned} questions, ${missed} not among the candidates`);
}

/** Where a difference counts against a candidate; what has no side may count either way; all else counts for it. */
const AGAINST = new Set([27, 30, 31, 34]);
const EITHER = new Set([25]);
/** Where learning begins and what it is held to: the shares of the channels, and how alike the texts are, count alike. */
const BELIEF = new Float64Array(FEATURES);
for (const feature of [0, 2, 6]) BELIEF[feature] = 1.5;
for (let feature = 8; feature < 13; feature += 1) [BELIEF[feature], BELIEF[feature + 5]] = [0.75, 0.75];
const HELD = { questions: 0.01, answers: 0.001 };

/** Weights that make the meant questions likeliest among the candidates (softmax), by steps of AdaGrad. */
function learn(questions, held) {
  const weights = Float64Array.from(BELIEF);
  const squares = new Float64Array(FEATURES).fill(1e-3);
  const worthOf = (features) => features.reduce((sum, each, feature) => sum + weights[feature] * each, 0);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (let place = questions.length - 1; place > 0; place -= 1) {
      const other = Math.floor(random() * (place + 1));
      [questions[place], questions[other]] = [questions[other], questions[place]];
    }
    let loss = 0;
    for (const { meant, others, share } of questions) {
      const all = [...meant, ...others];
      const worths = all.map(worthOf);
      const top = Math.max(...worths);
      const likely = worths.map((worth) => Math.exp(worth - top));
      const sum = likely.reduce((a, b) => a + b, 0);
      const right = likely.slice(0, meant.length).reduce((a, b) => a + b, 0);
      loss -= Math.log(right / sum);
      const slope = new Float64Array(FEATURES);
      for (const [place, features] of all.entries()) {
        const by = share * (likely[place] / sum - (place < meant.length ? likely[place] / right : 0));
        for (let feature = 0; feature < FEATURES; feature += 1) slope[feature] += by * features[feature];
      }
      for (let feature = 0; feature < FEATURES; feature += 1) {
        const step = slope[feature] + held * (weights[feature] - BELIEF[feature]);
        squares[feature] += step * step;
        weights[feature] -= (0.1 * step) / Math.sqrt(squares[feature]);
        if (!EITHER.has(feature) && (AGAINST.has(feature) ? weights[feature] > 0 : weights[feature] < 0)) weights[feature] = 0;
      }
    }
    say(`  epoch ${epoch + 1}: loss ${(loss / questions.length).toFixed(4)}`);
  }
  return [...weights].map((each) => Number(each.toPrecision(4)));
}

function firstRight(model, questions) {
  const right = questions.filter(({ meant, others }) => Math.max(...meant.map((each) => rankingScore(model, each))) > Math.max(...others.map((each) => rankingScore(model, each)))).length;
  return `${((100 * right) / questions.length).toFixed(1)} % first`;
}

const target = options.out ?? path.join(root, 'shared/knowledge/search/rankingWeights.json');
const models = options.only === undefined ? {} : JSON.parse(fs.readFileSync(target, 'utf8'));
for (const of of ['questions', 'answers']) {
  if (options.only !== undefined && options.only !== of) continue;
  random = seeded(SEED);
  models[of] = {};
  for (const name of ['few', 'begun', 'asked']) {
    const from = lists[of][name];
    say(`learning "${of}", "${name}" from ${from.length} questions`);
    models[of][name] = learn([...from], HELD[of]);
    say(`  ${firstRight(models[of][name], from)}`);
  }
}
fs.writeFileSync(target, `${JSON.stringify(models)}\n`);
