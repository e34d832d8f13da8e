import type { ConditionRule } from '@qingshan/campaign';
import { calendarOf, formatDay, monthsOf, yearPeriod } from '@qingshan/kernel';
import { classSymbol, sectionMonth, targetClassOn, type SampledSite } from '@qingshan/methods';
import { readPeriod } from '../../assess/evaluator.ts';
import { methodContext, sitesOf } from '../../workspace.ts';
import { STILL_UNKNOWN, type ConditionReading, type Judging } from './reading.ts';

type SectionRule = Extract<ConditionRule, { kind: 'section-class' }>;

/** A section is sampled once a month at least; an older class says nothing of now. */
const DAYS_BACK = 92;

async function sampledSections({ evaluator, when, today }: Judging): Promise<SampledSite[]> {
  const sections = sitesOf(evaluator.workspace).filter(({ kind }) => kind === 'section');
  const { year } = calendarOf(today);
  const [before, now] = await Promise.all(
    [year - 1, year].map((one) => evaluator.samples.sampled(sections, yearPeriod(one), when)),
  );
  return (now?.sites ?? []).map((site, i) => ({
    ...site,
    samples: [...(before?.sites[i]?.samples ?? []), ...site.samples],
  }));
}

/** The class of each section in its latest month with samples, beside what is asked of it or its month before. */
export async function readSections(rule: SectionRule, judging: Judging): Promise<ConditionReading[]> {
  const { workspace } = judging.evaluator;
  const context = methodContext(workspace);
  const { sampling } = workspace.plan;
  const { today } = judging;
  const first = readPeriod(formatDay(today - DAYS_BACK).slice(0, 7)).first;
  const sites = new Map(sitesOf(workspace).map((site) => [site.id, site]));
  return (await sampledSections(judging)).map((section): ConditionReading => {
    const classes = monthsOf({ first, last: today }).flatMap((month) => {
      const { result } = sectionMonth(section, month, sampling, context);
      return typeof result === 'number' ? [{ month, result }] : [];
    });
    const [latest, earlier] = [classes.at(-1), classes.at(-2)];
    const asked =
      rule.than === 'before' ? earlier?.result : latest && (targetClassOn(section, latest.month.last) ?? undefined);
    const worse = rule.than === 'before' ? '变差' : '劣于目标';
    const common = {
      site: section.id,
      parameter: rule.kind,
      title: {
        zh: `${section.name.zh} 断面水质类别${worse}`,
        en: `${section.name.en}: class worse than ${rule.than === 'before' ? 'the month before' : 'its target'}`,
      },
      place: section.name.zh,
      town: sites.get(section.id)?.town ?? null,
      unit: sites.get(section.id)?.town ?? null,
      simulated: sites.get(section.id)?.simulated ?? false,
    };
    if (!latest || asked === undefined) return { ...common, ...STILL_UNKNOWN };
    if (latest.result <= asked) return { ...common, holding: 'off', figure: null };
    const { id: month } = latest.month;
    const [value, limit] = [classSymbol(latest.result), classSymbol(asked)];
    const beside = rule.than === 'before' ? { zh: '上次', en: 'before' } : { zh: '目标', en: 'target' };
    const note = {
      zh: `${month} ${value}类，${beside.zh}${limit}类`,
      en: `${month}: class ${value}, ${beside.en} ${limit}`,
    };
    const figure = { at: month, value, unit: '', limit, multiple: '', clause: null, note, level: `${month} ${value}` };
    return { ...common, holding: 'on', figure };
  });
}
