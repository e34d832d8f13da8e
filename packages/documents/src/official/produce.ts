import type { DocumentKind, OfficialDocument } from './document.ts';
import { evidencePack, type EvidencePackFacts } from './producers/evidence-pack.ts';
import { metricSheet, type MetricSheetFacts } from './producers/metric-sheet.ts';
import { monthlyBulletin, type BulletinFacts } from './producers/monthly-bulletin.ts';
import { registerLedger, type LedgerFacts } from './producers/register-ledger.ts';
import { responseReview, type ResponseReviewFacts } from './producers/response-review.ts';
import { scoreSheet, type ScoreSheetFacts } from './producers/score-sheet.ts';
import { summary, type SummaryFacts } from './producers/summary.ts';
import { supervisionLetter, type SupervisionFacts } from './producers/supervision-letter.ts';
import { townRanking, type TownRankingFacts } from './producers/town-ranking.ts';

/** The facts that each kind of document is made of. */
export interface FactsOf {
  readonly 'monthly-bulletin': BulletinFacts;
  readonly 'supervision-letter': SupervisionFacts;
  readonly summary: SummaryFacts;
  readonly 'town-ranking': TownRankingFacts;
  readonly 'register-ledger': LedgerFacts;
  readonly 'evidence-pack': EvidencePackFacts;
  readonly 'score-sheet': ScoreSheetFacts | MetricSheetFacts;
  readonly 'response-review': ResponseReviewFacts;
}

/** Facts with the kind of document that they are for; plain data that can be kept as JSON. */
export type DocumentFacts = { [K in DocumentKind]: { readonly kind: K; readonly facts: FactsOf[K] } }[DocumentKind];

/**
 * Makes a document of its facts.
 *
 * @throws QingshanError `bad-facts` when the facts contradict each other
 */
export function produce(document: DocumentFacts): OfficialDocument {
  switch (document.kind) {
    case 'monthly-bulletin':
      return monthlyBulletin(document.facts);
    case 'supervision-letter':
      return supervisionLetter(document.facts);
    case 'summary':
      return summary(document.facts);
    case 'town-ranking':
      return townRanking(document.facts);
    case 'register-ledger':
      return registerLedger(document.facts);
    case 'evidence-pack':
      return evidencePack(document.facts);
    case 'response-review':
      return responseReview(document.facts);
    case 'score-sheet':
      return 'metrics' in document.facts ? metricSheet(document.facts) : scoreSheet(document.facts);
  }
}
