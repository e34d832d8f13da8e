import { QingshanError, type Localized } from '@qingshan/kernel';
import type { StandardsLibrary } from '@qingshan/standards';
import { z } from 'zod';
import { annualEvaluationMethod } from './air/annual-evaluation/method.ts';
import { aqiDailyMethod } from './air/aqi-daily/method.ts';
import { aqiHourlyMethod } from './air/aqi-hourly/method.ts';
import { complianceRateMethod } from './air/compliance-rate/method.ts';
import { compositeIndexMethod } from './air/composite-index/method.ts';
import { dailyMeanMethod } from './air/daily-mean/method.ts';
import { dustfallMeanMethod } from './air/dustfall-mean/method.ts';
import { dustfallMethod } from './air/dustfall/method.ts';
import { exceedMultipleMethod } from './air/exceed-multiple/method.ts';
import { goodDaysMethod } from './air/good-days/method.ts';
import { o3Max8hMethod } from './air/o3-max-8h/method.ts';
import { periodMeanMethod } from './air/period-mean/method.ts';
import { periodPercentileMethod } from './air/period-percentile/method.ts';
import { stationAggregateMethod } from './air/station-aggregate/method.ts';
import { townsImprovingMethod } from './air/towns-improving/method.ts';
import { carbonMethods } from './carbon/methods.ts';
import { samePeriodMethod } from './change/same-period/method.ts';
import { commonMethods } from './common/methods.ts';
import type { Method, MethodOutput } from './define.ts';
import { alertsMethods } from './alerts/methods.ts';
import { complaintsMethods } from './complaints/methods.ts';
import { dustMethods } from './dust/methods.ts';
import { ecologyMethods } from './ecology/methods.ts';
import { fumesMethods } from './fumes/methods.ts';
import { emissionMethods } from './emissions/methods.ts';
import { groundwaterMethods } from './groundwater/methods.ts';
import { nameInput } from './name-input.ts';
import { noiseMethods } from './noise/methods.ts';
import { soilMethods } from './soil/methods.ts';
import { annualMeanMethod } from './projection/annual-mean/method.ts';
import { competitionMethod } from './ranking/competition/method.ts';
import { rankingMethods } from './ranking/methods.ts';
import { waterMethods } from './water/methods.ts';

/** Every method there is, in the order in which it is listed. */
export const methods: readonly Method[] = [
  dailyMeanMethod,
  o3Max8hMethod,
  stationAggregateMethod,
  aqiDailyMethod,
  aqiHourlyMethod,
  periodMeanMethod,
  periodPercentileMethod,
  annualEvaluationMethod,
  goodDaysMethod,
  complianceRateMethod,
  exceedMultipleMethod,
  compositeIndexMethod,
  dustfallMethod,
  dustfallMeanMethod,
  townsImprovingMethod,
  competitionMethod,
  samePeriodMethod,
  annualMeanMethod,
  ...commonMethods,
  ...waterMethods,
  ...groundwaterMethods,
  ...soilMethods,
  ...noiseMethods,
  ...fumesMethods,
  ...alertsMethods,
  ...dustMethods,
  ...rankingMethods,
  ...complaintsMethods,
  ...carbonMethods,
  ...ecologyMethods,
  ...emissionMethods,
];

/** @throws QingshanError `not-found` */
export function methodById(id: string): Method {
  const found = methods.find((m) => m.id === id);
  if (!found)
    throw new QingshanError('not-found', { what: { zh: '方法', en: 'method' }, id, hint: 'qingshan methods' });
  return found;
}

export interface MethodDescription {
  readonly id: string;
  readonly version: string;
  readonly title: Localized;
  readonly summary: Localized;
  readonly clauses: readonly { readonly family: string; readonly clause: string }[];
  /** Editions that the library has of the method's documents: `HJ 663-2013` */
  readonly editions: readonly string[];
  /** JSON Schema of the input */
  readonly input: Readonly<Record<string, unknown>>;
  readonly output: MethodOutput;
}

/** What `qingshan methods --json` lists. */
export function describeMethods(standards: StandardsLibrary): MethodDescription[] {
  return methods.map((method) => {
    const families = new Set(method.basis.map((b) => b.family));
    return {
      id: method.id,
      version: method.version,
      title: method.title,
      summary: method.summary,
      clauses: method.basis,
      editions: standards.editions.filter((e) => families.has(e.family)).map((e) => e.number),
      input: nameInput(z.toJSONSchema(method.input, { io: 'input' }), standards),
      output: method.output,
    };
  });
}
