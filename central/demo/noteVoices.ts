/**
 * How each agent writes. Patterns are filled by writeNote: {open} says who rang, {ask} and {advise} come from the
 * situation, {mood} is now and then a word on the person, {next} says what was agreed. What stays empty goes with its
 * part of the sentence.
 */
export interface NoteVoice {
  readonly open: readonly string[];
  readonly patterns: readonly string[];
  readonly reached: readonly string[];
  readonly moods: readonly string[];
}

/** What all write alike when it is about a parcel or a form: nobody is soothed or examined. */
export const plainVoice: Pick<NoteVoice, 'open' | 'patterns' | 'moods'> = {
  open: ['{who}来电，', '{who}{tongue}来电，', '{who}问：', ''],
  patterns: ['{open}{ask}。{advise}。{next}。', '{open}{ask}，{advise}。{mood}。{next}。', '{open}{ask}。处理：{advise}。{next}。'],
  moods: ['客户满意', '没别的问题', '对方道谢', ''],
};
/** These agents' own patterns are for questions of care; the others' serve for everything. */
export const worriedVoices: readonly string[] = ['1005', '1007', '1008'];

const usualMoods = ['家长听明白了', '没别的问题', '客户满意', '让有变化再打来', '重点记在纸上了', '妈妈复述了一遍', ''] as const;

export const noteVoices: Readonly<Record<string, NoteVoice>> = {
  '1001': {
    open: ['{who}来电，', '{who}{tongue}来电，', '接{who}电话，', ''],
    patterns: ['{open}{ask}。{advise}。{mood}。{next}。', '{open}{ask}。告知：{advise}。{next}。', '{open}{ask}，{advise}。{next}。{mood}。'],
    reached: ['回访{who}：{later}。{mood}。{next}。', '{who}接，{later}。{next}。', '按约打给{who}，{later}。'],
    moods: usualMoods,
  },
  '1002': {
    open: ['{who}：', '{who}{tongue}：', '{who}问，'],
    patterns: ['{open}{ask}；{advise}；{next}', '{open}{ask} → {advise}。{next}', '{open}{ask}；{advise}。{mood}'],
    reached: ['{who}：{later}；{next}', '约定回访，{later}。{mood}', '{later}（{who}接）。{next}'],
    moods: ['家长放心了', '已记备注', ''],
  },
  '1003': {
    open: ['{who}来电。', '{who}打来{tongue}。', ''],
    patterns: ['{open}1 {ask}；2 {advise}；{next}', '{open}问：{ask}。答：{advise}。{next}', '{open}{ask}。{advise}。{next}'],
    reached: ['回访：{later}。{next}', '{who}接听。{later}。', '{who}讲：{later}。{next}'],
    moods: [''],
  },
  '1004': {
    open: ['客户（{who}）反馈，', '{who}来电，', '客户（{who}）{tongue}：'],
    patterns: ['{open}{ask}。已告知：{advise}，客户表示理解。{next}。', '{open}{ask}。{advise}，客户接受。{next}。', '{open}{ask}。处理：{advise}。{next}。'],
    reached: ['回访客户（{who}）：{later}，无其他诉求。{next}。', '致电{who}，{later}，客户认可。', '跟进：{later}。{next}。'],
    moods: ['客户语气平和', '无其他诉求', ''],
  },
  '1005': {
    open: ['{who}来电{tongue}，', '{who}{tongue}：', '{who}打嚟，'],
    patterns: ['{open}{ask}。教法：{advise}。{next}。', '{open}{ask}。同佢讲：{advise}。{next}。', '{open}{ask}。{advise}。{mood}。{next}。'],
    reached: ['打给{who}，{later}。{mood}。{next}。', '{who}听电话：{later}。', '跟进：{later}。{next}。'],
    moods: ['{who}好客气', '讲白话顺好多', '听得明', '有少少紧张，安慰咗', ''],
  },
  '1006': {
    open: ['{who}，', '{who}{tongue}，', ''],
    patterns: ['{open}{ask}，{advise}。{next}', '{open}{ask}。{advise}', '{open}{ask}；{advise}，{next}'],
    reached: ['{later}。', '{who}接，{later}。{next}', '{later}，{next}'],
    moods: [''],
  },
  '1007': {
    open: ['{who}来电，', '{who}来电，', '{who}{tongue}来电，', '{who}打来，', '{who}有点急，', '{who}声音很累，', ''],
    patterns: ['{open}{ask}。先安抚，再讲：{advise}。{mood}。{next}。', '{open}{ask}。慢慢讲了{advise}。{next}。', '{open}{ask}。{advise}。{mood}。{next}。'],
    reached: ['再打给{who}，{later}，{mood}。{next}。', '{who}一接就说{later}。{next}。', '回访：{later}。{mood}。'],
    moods: ['挂电话前笑了', '说有人听就好多了', '情绪稳下来了', '谢了好几次', '说会跟家里人讲', ''],
  },
  '1008': {
    open: ['主诉（{who}）：', '{who}说：', '{who}来电{tongue}。主诉：'],
    patterns: ['{open}{ask}。建议：{advise}。{next}。', '{open}{ask}。评估无急症信号，{advise}。{next}。', '{open}{ask}。指导：{advise}。随访：{next}。'],
    reached: ['随访（{who}）：{later}。{next}。', '随访：{later}。{mood}。', '{later}，继续观察。{next}。'],
    moods: ['依从性好', '无红旗症状', '家属理解', ''],
  },
  '1009': {
    open: ['{who}来电咨询，', '{who}咨询：', '{who}{tongue}咨询，'],
    patterns: ['{open}{ask}。解答：{advise}。{next}。', '{open}{ask}，已解答，{advise}。{next}。', '{open}{ask}。{advise}。{mood}。'],
    reached: ['回访{who}，{later}。{next}。', '{who}反馈{later}。'],
    moods: ['已解答', '客户无异议', ''],
  },
  '1010': {
    open: ['{who}来电（班长代接），', '代接，{who}：'],
    patterns: ['{open}{ask}。{advise}。{next}。'],
    reached: ['班长回访{who}：{later}。{next}。'],
    moods: [''],
  },
};
