import { documentWorkbook, produce, renderDocx, renderPage, writeWorkbook } from '@qingshan/documents';
import { formatDay } from '@qingshan/kernel';
import type { Evaluator } from '../assess/evaluator.ts';
import { showBoard } from '../board/board.ts';
import type { Campaign } from '../loop/campaign.ts';
import { readMonth } from '../loop/month-report.ts';
import { bulletinFacts } from './bulletin-facts.ts';

export const BULLETIN_FORMATS = ['docx', 'xlsx', 'html'] as const;
export type BulletinFormat = (typeof BULLETIN_FORMATS)[number];

/** A document ready to be handed over. */
export interface ProducedFile {
  /** `2024-09月度通报.docx` */
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

const TYPES: Readonly<Record<BulletinFormat, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  html: 'text/html; charset=utf-8',
};

/** Where the page leads from a figure: an assessment's explanation, the plan, or the desk. */
function explain(id: string): string {
  if (id.startsWith('a-')) return `/?explain=${id}`;
  return id === 'plan' ? '/plan' : '/desk';
}

/**
 * The draft of the monthly bulletin in one of its three forms; all three show the same figures.
 *
 * @throws QingshanError `unknown-period`, `bad-request` when it is not a month
 */
export async function draftBulletin(
  campaign: Campaign,
  evaluator: Evaluator,
  month: string,
  format: BulletinFormat,
): Promise<ProducedFile> {
  const { last } = readMonth(month);
  const through = Math.min(last, campaign.today);
  const board = await showBoard(evaluator, { through: formatDay(through) });
  const document = produce({ kind: 'monthly-bulletin', facts: await bulletinFacts(campaign, board, month) });
  const bytes = {
    docx: () => renderDocx(document),
    xlsx: () => writeWorkbook(documentWorkbook(document)),
    html: () => new TextEncoder().encode(renderPage(document, { explain })),
  }[format]();
  return { name: `${month}月度通报.${format}`, type: TYPES[format], bytes };
}
