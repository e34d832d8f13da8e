import { accountIndicatorById } from '../account-indicators.ts';
import type { SamplesIndicator } from '../indicator-types.ts';
import { assessSections } from './sections.ts';
import { assessSources } from './sources.ts';
import { assessWells } from './wells.ts';

function fromSamples(id: string, kind: SamplesIndicator['kind'], assess: SamplesIndicator['assess']): SamplesIndicator {
  const account = accountIndicatorById(id);
  return { ...account, gather: 'samples', kind, account, assess };
}

/** Indicators that are computed from concentrations; a workspace without samples may still rest on an account. */
export const sampleIndicators: readonly SamplesIndicator[] = [
  fromSamples('water.section.class', 'section', assessSections),
  fromSamples('water.source.compliance', 'water-source', (question, sites, _, context) =>
    assessSources(question, sites, context),
  ),
  fromSamples('groundwater.stable', 'well', (question, sites, _, context) => assessWells(question, sites, context)),
];
