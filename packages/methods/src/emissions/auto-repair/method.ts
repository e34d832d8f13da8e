import { named, type FieldName } from '../../named.ts';
import { Decimal } from '@qingshan/kernel';
import { z } from 'zod';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { about, exact, plain, quantity } from '../../numbers.ts';
import { localized, step, warning } from '../../result.ts';
import { cutDetails, cutFields, cutOutcome, gramsToTonnes } from '../cut.ts';
import { lastDayOf, yearSchema } from '../../year.ts';

const share = (name: FieldName) => quantity.default(100).meta({ ...name });

export const autoRepairMethod = defineMethod({
  id: 'emissions.auto-repair',
  version: '1.0.0',
  title: localized('汽修挥发性有机物减排量', 'VOC cuts of auto repair'),
  summary: localized(
    '钣喷、机修车次 × 单车因子 = 产生量；减排量 = 产生量 × 收集效率 × 去除效率，或为车次（涂料）削减的部分。因子见论文，属估算。',
    'Bodywork and mechanical jobs × factor = VOC; the cut is VOC × captured share × removed share, plus what fewer jobs (or better paints) save. Factors are those of a paper: an estimate.',
  ),
  basis: [
    { family: 'auto-repair-factors', clause: '单车排放因子' },
    { family: 'emission-reduction-guide', clause: '核算原则（未收录，推断）' },
  ],
  input: z.strictObject({
    year: yearSchema,
    sites: z.array(
      z.strictObject({
        name: z.string().default(''),
        body: quantity.default(0).meta(named('年钣喷车次', 'bodywork jobs of a year')),
        mechanical: quantity.default(0).meta(named('年机修车次', 'mechanical jobs of a year')),
        reduced: quantity.default(0).meta(named('源头削减比例（水性漆等）', 'share saved at the source', '%')),
        captured: share(named('收集效率', 'captured share', '%')),
        removed: share(
          named('去除效率', 'removed share', '%', {
            zh: '去除效率，%；没有治理为0',
            en: 'removed share; 0 without abatement',
          }),
        ),
      }),
    ),
    ...cutFields,
    of: cutFields.of.removeDefault().default('hc'),
  }),
  output: {
    value: localized('挥发性有机物年减排量', 'yearly cut of VOC'),
    unit: 't',
    details: { ...cutDetails, generated: localized('产生量，t/a', 'VOC without any measure, t a year') },
  },
  evaluate(input, context) {
    const on = lastDayOf(input.year);
    const edition = editionFor(context, 'auto-repair-factors', on);
    const figures = edition.figures('factors', {}, on);
    const factor = (work: string) => numberOf(edition.figure('factors', { work }, on));
    const sites = input.sites.map((site) => {
      const grams = factor('body')
        .times(exact(site.body))
        .plus(factor('mechanical').times(exact(site.mechanical)));
      const generated = gramsToTonnes(grams);
      const saved = generated.times(exact(site.reduced)).div(100);
      const removed = generated.minus(saved).times(exact(site.captured)).times(exact(site.removed)).div(10000);
      return { name: site.name, generated, hc: saved.plus(removed) };
    });
    const total = sites.reduce((sum, s) => sum.plus(s.generated), new Decimal(0));
    const jobs = input.sites
      .map(
        (s) =>
          `${plain(s.body)} × ${plain(factor('body'))} + ${plain(s.mechanical)} × ${plain(factor('mechanical'))} g`,
      )
      .join('; ');
    const outcome = cutOutcome(
      input,
      sites.map((s) => ({ name: s.name, cut: { hc: s.hc }, missing: [] })),
      {
        editions: [edition],
        trace: [
          step(
            localized('产生量', 'VOC without measures'),
            localized(
              `${jobs.replaceAll('; ', '；')}；合计 ${about(total, 6)} t。`,
              `${jobs}; together ${about(total, 6)} t.`,
            ),
            [...figures, editionFor(context, 'emission-reduction-guide', on).figure('rules', { rule: 'cut' }, on)],
          ),
        ],
        warnings: [
          warning(
            'estimate',
            '单车因子来自论文，只能估算；正式核算用涂料用量和检测结果。',
            'The factors are those of a paper and give an estimate; official accounts use paint records and measurements.',
          ),
        ],
      },
    );
    return { ...outcome, details: { ...outcome.details, generated: total.toNumber() } };
  },
});
