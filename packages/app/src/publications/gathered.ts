import type { DocumentFacts, Frame, RuleVersions } from '@qingshan/documents';
import { formatDay } from '@qingshan/kernel';
import type { Evaluator } from '../assess/evaluator.ts';
import type { Campaign } from '../loop/campaign.ts';
import type { AssessmentView, DocumentAsk, DraftCheck } from '../views/index.ts';

/** What documents are made from: the same read models that the pages show. */
export interface Sources {
  readonly campaign: Campaign;
  readonly evaluator: Evaluator;
}

/** The facts of a document as they stand now, before it has a number. */
export interface Gathered {
  readonly document: DocumentFacts;
  readonly rules: RuleVersions;
  readonly checks: readonly DraftCheck[];
  /** Files to be packed with it, ids of the file store */
  readonly attached: readonly { readonly name: string; readonly id: string }[];
}

/** Who writes to whom; the number comes when it is published. */
export function frameOf(
  { workspace, today }: Campaign,
  { words }: Pick<DocumentAsk, 'words'>,
  { addressees, simulated }: { readonly addressees: readonly string[]; readonly simulated: boolean },
): Frame {
  const { district, demonstration, settings } = workspace;
  const { agency } = settings.documents;
  return {
    redHead: agency === null ? null : { agency, signer: words.signer ?? null },
    number: null,
    addressees: words.addressees ?? addressees,
    signatures: [`${district.name.zh}深入打好污染防治攻坚战领导小组办公室`],
    date: formatDay(today),
    remark: words.remark ?? null,
    copies: words.copies ?? [],
    printed: null,
    simulated: demonstration !== null || simulated,
  };
}

/** Methods and editions that decided figures: `method:air.period-mean` → `1.2.0`, `hj-663-2013` → `hj-663-2013`. */
export function rulesOf(assessments: readonly (AssessmentView | null)[]): Record<string, string> {
  const rules = new Map<string, string>();
  for (const assessment of assessments) {
    if (!assessment) continue;
    rules.set(`method:${assessment.method}`, assessment.methodVersion);
    for (const edition of assessment.editions) rules.set(`edition:${edition}`, edition);
  }
  return Object.fromEntries([...rules].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function check(code: string, zh: string, en: string): DraftCheck {
  return { code, text: { zh, en } };
}

/** `北京市门头沟区深入打好…` without the place, which the text names by itself. */
export function planTitle({ workspace: { plan, district } }: Campaign): string {
  const at = plan.title.zh.indexOf(district.name.zh);
  return at === -1 ? plan.title.zh : plan.title.zh.slice(at + district.name.zh.length);
}
