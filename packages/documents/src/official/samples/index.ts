import type { DocumentKind } from '../document.ts';
import type { DocumentFacts } from '../produce.ts';
import { SAMPLE_EVIDENCE } from './evidence-pack.ts';
import { SAMPLE_BULLETIN } from './monthly-bulletin.ts';
import { SAMPLE_LEDGER } from './register-ledger.ts';
import { SAMPLE_REVIEW } from './response-review.ts';
import { SAMPLE_SCORES } from './score-sheet.ts';
import { SAMPLE_SUMMARY } from './summary.ts';
import { SAMPLE_LETTER } from './supervision-letter.ts';
import { SAMPLE_RANKING } from './town-ranking.ts';

/** Made-up facts of each kind, marked as simulated: what a template is tried on before there are any others. */
export const SAMPLES = {
  'monthly-bulletin': { kind: 'monthly-bulletin', facts: SAMPLE_BULLETIN },
  'supervision-letter': { kind: 'supervision-letter', facts: SAMPLE_LETTER },
  summary: { kind: 'summary', facts: SAMPLE_SUMMARY },
  'town-ranking': { kind: 'town-ranking', facts: SAMPLE_RANKING },
  'register-ledger': { kind: 'register-ledger', facts: SAMPLE_LEDGER },
  'evidence-pack': { kind: 'evidence-pack', facts: SAMPLE_EVIDENCE },
  'score-sheet': { kind: 'score-sheet', facts: SAMPLE_SCORES },
  'response-review': { kind: 'response-review', facts: SAMPLE_REVIEW },
} as const satisfies { readonly [K in DocumentKind]: DocumentFacts & { readonly kind: K } };
