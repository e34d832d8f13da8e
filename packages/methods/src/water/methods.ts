import type { Method } from '../define.ts';
import { basinSharesMethod } from './basin-shares/method.ts';
import { blackOdorousMethod } from './black-odorous/method.ts';
import { cwqiMethod } from './cwqi/method.ts';
import { ecologicalFlowMethod } from './ecological-flow/method.ts';
import { effluentLimitsMethod } from './effluent-limits/method.ts';
import { waterPeriodMeanMethod } from './period-mean/method.ts';
import { sectionClassMethod } from './section-class/method.ts';
import { sourceComplianceMethod } from './source-compliance/method.ts';
import { targetClassMethod } from './target-class/method.ts';
import { tliMethod } from './tli/method.ts';
import { waterTrendMethod } from './trend/method.ts';

/** The surface-water methods, in the order in which they are listed. */
export const waterMethods: readonly Method[] = [
  sectionClassMethod,
  waterPeriodMeanMethod,
  targetClassMethod,
  basinSharesMethod,
  waterTrendMethod,
  tliMethod,
  cwqiMethod,
  sourceComplianceMethod,
  ecologicalFlowMethod,
  blackOdorousMethod,
  effluentLimitsMethod,
];
