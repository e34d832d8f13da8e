import { parsePeriod, type Day, type Localized } from '@qingshan/kernel';
import { targetClassMethod } from './water/target-class/method.ts';
import { sourceComplianceMethod } from './water/source-compliance/method.ts';
import { classVShareMethod } from './groundwater/class-v-share/method.ts';
import { constructionLandSafeUseRateMethod } from './soil/construction-land-safe-use-rate/method.ts';
import { farmlandSafeUseRateMethod } from './soil/farmland-safe-use-rate/method.ts';
import { cumulativeReductionMethod } from './carbon/cumulative-reduction/method.ts';
import { carbonEmissionsMethod } from './carbon/emissions/method.ts';
import { eiChangeMethod } from './ecology/ei-change/method.ts';
import { gepMethod } from './ecology/gep/method.ts';
import { runMethod, type Method } from './define.ts';
import type { AccountIndicator } from './indicator-types.ts';
import { localized } from './result.ts';

/** Months of an account that had not ended by a day are not looked at, whatever the account holds. */
function upToDay(input: unknown, through: Day): unknown {
  if (Array.isArray(input)) return input.map((item) => upToDay(item, through));
  if (typeof input !== 'object' || input === null) return input;
  const entries = Object.entries(input).filter(([key]) => {
    const month = /^\d{4}-\d{2}$/.test(key) ? parsePeriod(key) : null;
    return month === null || month.last <= through;
  });
  return Object.fromEntries(entries.map(([key, value]) => [key, upToDay(value, through)]));
}

function accountIndicator(
  id: string,
  method: Method,
  names: {
    readonly title: Localized;
    readonly short: Localized;
    readonly unit: string;
    readonly better: 'lower' | 'higher';
  },
  goal: Readonly<Record<string, unknown>> = {},
): AccountIndicator {
  return {
    id,
    ...names,
    method: method.id,
    parameters: [],
    gather: 'account',
    assess: ({ through, target }, input, context) => {
      const asked = target ? { target: { value: target.value } } : {};
      return runMethod(method, { ...Object(upToDay(input, through)), ...goal, ...asked }, context);
    },
  };
}

/** Indicators that can rest on accounts: what somebody has found out by hand. */
export const accountIndicators: readonly AccountIndicator[] = [
  accountIndicator('water.section.class', targetClassMethod, {
    title: localized('断面水质达标比例', 'Section-months at their target class'),
    short: localized('断面达标', 'Sections'),
    unit: '%',
    better: 'higher',
  }),
  accountIndicator(
    'water.source.compliance',
    sourceComplianceMethod,
    {
      title: localized('集中式饮用水水源达标率', 'Compliance of drinking-water sources'),
      short: localized('水源达标', 'Sources'),
      unit: '%',
      better: 'higher',
    },
    // “保持稳定达标” is said of all of them.
    { target: { value: 100 } },
  ),
  accountIndicator('groundwater.stable', classVShareMethod, {
    title: localized('地下水Ⅴ类水比例', 'Share of class V wells'),
    short: localized('地下水', 'Groundwater'),
    unit: '%',
    better: 'lower',
  }),
  accountIndicator('soil.construction-land.safe-use', constructionLandSafeUseRateMethod, {
    title: localized('重点建设用地安全利用率', 'Safe use of key construction land'),
    short: localized('建设用地', 'Construction land'),
    unit: '%',
    better: 'higher',
  }),
  accountIndicator('soil.farmland.safe-use', farmlandSafeUseRateMethod, {
    title: localized('受污染耕地安全利用率', 'Safe use of polluted farmland'),
    short: localized('耕地', 'Farmland'),
    unit: '%',
    better: 'higher',
  }),
  accountIndicator('carbon.intensity.reduction', cumulativeReductionMethod, {
    title: localized('碳排放强度累计降低率', 'Cumulative reduction of carbon intensity'),
    short: localized('碳强度', 'Carbon intensity'),
    unit: '%',
    better: 'higher',
  }),
  accountIndicator('carbon.total', carbonEmissionsMethod, {
    title: localized('二氧化碳排放总量', 'Total carbon dioxide emissions'),
    short: localized('碳总量', 'Carbon total'),
    unit: 't',
    better: 'lower',
  }),
  accountIndicator('eco.ei', eiChangeMethod, {
    title: localized('生态环境质量指数变化', 'Change of the ecological index'),
    short: localized('EI', 'EI'),
    unit: '1',
    better: 'higher',
  }),
  accountIndicator('eco.gep.accounted', gepMethod, {
    title: localized('生态产品总值', 'Gross ecosystem product'),
    short: localized('GEP', 'GEP'),
    unit: '10^4 yuan',
    better: 'higher',
  }),
];

/** @throws RangeError for an indicator that no account can answer, which is a defect of the caller */
export function accountIndicatorById(id: string): AccountIndicator {
  const found = accountIndicators.find((i) => i.id === id);
  if (!found) throw new RangeError(id);
  return found;
}
