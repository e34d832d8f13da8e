import type { DocumentKind } from '@qingshan/documents';
import type { Localized } from '@qingshan/kernel';
import type { DocumentAsk } from '../views/index.ts';
import { gatherBulletin } from './facts/bulletin.ts';
import { gatherPack } from './facts/evidence-pack.ts';
import { gatherLedger } from './facts/register-ledger.ts';
import { gatherReview } from './facts/response-review.ts';
import { gatherScores } from './facts/score-sheet.ts';
import { gatherLetter } from './facts/supervision-letter.ts';
import { gatherSummary } from './facts/summary.ts';
import { gatherRanking } from './facts/town-ranking.ts';
import type { Gathered, Sources } from './gathered.ts';

interface Kind {
  readonly name: Localized;
  /** 机关代字 where the office has set none */
  readonly series: string;
  /** Of one subject several may be published, one a day */
  readonly daily: boolean;
  gather(sources: Sources, ask: DocumentAsk): Promise<Gathered>;
}

/** How each kind of document is made from what is stored. */
export const KINDS: Readonly<Record<DocumentKind, Kind>> = {
  'monthly-bulletin': {
    name: { zh: '月度通报', en: 'monthly bulletin' },
    series: '通报',
    daily: false,
    gather: gatherBulletin,
  },
  'supervision-letter': {
    name: { zh: '督办函', en: 'supervision letter' },
    series: '督办函',
    daily: true,
    gather: gatherLetter,
  },
  summary: { name: { zh: '工作总结', en: 'summary' }, series: '总结', daily: false, gather: gatherSummary },
  'town-ranking': {
    name: { zh: '镇街排名', en: 'town ranking' },
    series: '排名',
    daily: false,
    gather: gatherRanking,
  },
  'register-ledger': {
    name: { zh: '台账表', en: 'register sheet' },
    series: '台账',
    daily: true,
    gather: gatherLedger,
  },
  'evidence-pack': {
    name: { zh: '佐证材料', en: 'evidence pack' },
    series: '佐证',
    daily: true,
    gather: gatherPack,
  },
  'response-review': {
    name: { zh: '应急响应评估报告', en: 'review of a response' },
    series: '评估',
    daily: false,
    gather: gatherReview,
  },
  'score-sheet': { name: { zh: '得分表', en: 'score sheet' }, series: '得分', daily: false, gather: gatherScores },
};
