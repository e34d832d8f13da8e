import { chinesePeriod } from '../chinese.ts';
import type { Block, Figure, Frame, OfficialDocument, Table } from '../document.ts';
import { demand, markNotes, note, tabled, tableOf, say, type ColumnSpec } from './common.ts';

const NAME = { zh: '镇街排名', en: 'town ranking' };

export interface RankedTown {
  /** Standard competition rank as worked out: 1, 1, 3 */
  readonly rank: number;
  readonly town: string;
  readonly value: Figure;
  /** Change on the same period of the year before; `null` where none is known */
  readonly change: Figure | null;
  readonly remark: string;
}

export interface UnrankedTown {
  readonly town: string;
  /** Why it takes no part: `山区，不在名单内` */
  readonly reason: string;
}

export interface RankingFacts {
  /** What is ranked: `降尘量`, with the unit in the figures */
  readonly metric: string;
  /** `吨/平方千米·30天`; written in the head of the column */
  readonly unit: string;
  readonly period: string;
  /** The rule in words, and where it stands */
  readonly basis: string;
  readonly ranked: readonly RankedTown[];
  readonly unranked: readonly UnrankedTown[];
}

/** Refuses ranks that are not standard competition ranks: equal ranks stand together, the next counts all before it. */
function checkRanks(ranked: readonly RankedTown[]): void {
  const wrong = ranked.find((town, i) => town.rank !== i + 1 && town.rank !== ranked[i - 1]?.rank);
  demand(wrong === undefined, NAME, {
    zh: `${wrong?.town ?? ''}的名次 ${wrong?.rank ?? ''} 与次序不符（并列后应空出名次）`,
    en: `rank ${wrong?.rank ?? ''} of ${wrong?.town ?? ''} does not fit its place (ranks after a tie are left out)`,
  });
}

function rankingTable(facts: RankingFacts): Table {
  const change: ColumnSpec<RankedTown> = {
    key: 'change',
    title: '同比',
    width: 15,
    cell: (t) => t.change ?? '—',
  };
  return tableOf({ id: 'ranking', caption: '镇街排名表', empty: '没有镇街参加排名。' }, facts.ranked, [
    { key: 'rank', title: '名次', width: 10, cell: (t) => String(t.rank) },
    { key: 'town', title: '镇街', width: 25, cell: (t) => t.town },
    {
      key: 'value',
      title: `${facts.metric}${facts.unit === '' ? '' : `（${facts.unit}）`}`,
      width: 25,
      cell: (t) => t.value,
    },
    change,
    { key: 'remark', title: '备注', width: 25, align: 'left', cell: (t) => t.remark },
  ]);
}

/** Table, those left out and the rule. */
export function rankingBlocks(facts: RankingFacts): Block[] {
  checkRanks(facts.ranked);
  const out = facts.unranked.map((t) => `${t.town}（${t.reason}）`).join('、');
  return [
    tabled(rankingTable(facts)),
    note(`注：${facts.basis}`),
    ...(out === '' ? [] : [note(`未参加排名：${out}。`)]),
    ...markNotes(
      facts.ranked.some((t) => t.value.provisional),
      false,
    ),
  ];
}

export interface TownRankingFacts {
  readonly frame: Frame;
  readonly district: string;
  readonly ranking: RankingFacts;
}

/**
 * The ranking of towns 镇街排名 as a sheet of its own.
 *
 * @throws QingshanError `bad-facts` when the ranks are not standard competition ranks
 */
export function townRanking({ frame, district, ranking }: TownRankingFacts): OfficialDocument {
  const period = chinesePeriod(ranking.period);
  return {
    ...frame,
    kind: 'town-ranking',
    title: `${district}${period}镇街${ranking.metric}排名`,
    blocks: [say(`${period}各镇街${ranking.metric}排名如下。`), ...rankingBlocks(ranking)],
    attachments: [],
    landscape: false,
  };
}
