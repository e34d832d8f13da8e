import { CERTAINTIES, HOUR_SECONDS } from '@qingshan/kernel';
import { z } from 'zod';
import type { CaseRules, Ground, LadderStep } from './cases/case-rules.ts';
import { badPlan, readYaml } from './load-yaml.ts';
import type { WorkingDays } from './loop/working-days.ts';

const ground = { certainty: z.enum(CERTAINTIES), zh: z.string(), en: z.string() };
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const hours = z.number().positive().max(2000);

const casesFile = z.strictObject({
  officeHours: z.strictObject({ ...ground, shifts: z.array(z.tuple([time, time])).min(1) }),
  deadlines: z.strictObject({
    ...ground,
    dispatch: hours,
    sign: hours,
    verify: hours,
    finish: z.strictObject({ complaint: hours, patrol: hours, exceedance: hours, inspection: hours }),
  }),
  lights: z.strictObject({ ...ground, yellow: z.number().min(0).max(1) }),
  ladder: z.strictObject({
    ...ground,
    steps: z.array(
      z.strictObject({
        id: z.string().regex(/^[a-z][a-z-]*$/),
        zh: z.string(),
        en: z.string(),
        overdueHours: z.number().min(0).nullable(),
      }),
    ),
  }),
  repeats: z.strictObject({
    ...ground,
    days: z.number().int().min(0).max(366),
    by: z.array(z.enum(['caller', 'place'])).min(1),
  }),
  hotSpots: z.strictObject({ ...ground, least: z.number().int().min(2), first: z.number().int().min(1) }),
  month: z.strictObject({ ...ground, begins: z.number().int().min(1).max(28) }),
});

function secondsOf(text: string): number {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return hour * HOUR_SECONDS + minute * 60;
}

/** How a district handles cases. @throws QingshanError `bad-plan` */
export function readCaseRules(folder: string, calendar: WorkingDays): CaseRules {
  const { data, line } = readYaml(folder, 'cases.yaml', casesFile);
  const shifts = data.officeHours.shifts.map(([from, to]) => ({ from: secondsOf(from), to: secondsOf(to) }));
  const wrong = shifts.findIndex(({ from, to }, i) => from >= to || from < (shifts[i - 1]?.to ?? 0));
  if (wrong !== -1) {
    const why = { zh: '办公时段要依次排列，先开始后结束', en: 'shifts stand in order, each begins before it ends' };
    throw badPlan('cases.yaml', line(['officeHours', 'shifts', wrong]), why);
  }
  const steps = data.ladder.steps.map(({ id, zh, en, overdueHours }): LadderStep => ({
    id,
    name: { zh, en },
    overdueHours,
  }));
  const groundOf = (part: keyof typeof data): Ground => {
    const { certainty, zh, en } = data[part];
    return { certainty, note: { zh, en } };
  };
  const { dispatch, sign, verify, finish } = data.deadlines;
  return {
    office: { calendar, shifts },
    hours: { dispatch, sign, verify, finish },
    yellow: data.lights.yellow,
    ladder: steps.toSorted((a, b) => (a.overdueHours ?? -1) - (b.overdueHours ?? -1)),
    repeats: { days: data.repeats.days, by: data.repeats.by },
    hotSpots: { least: data.hotSpots.least, first: data.hotSpots.first },
    monthBegins: data.month.begins,
    grounds: {
      officeHours: groundOf('officeHours'),
      deadlines: groundOf('deadlines'),
      lights: groundOf('lights'),
      ladder: groundOf('ladder'),
      repeats: groundOf('repeats'),
      hotSpots: groundOf('hotSpots'),
      month: groundOf('month'),
    },
  };
}
