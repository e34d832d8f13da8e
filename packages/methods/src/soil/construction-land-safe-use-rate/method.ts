import { named } from '../../named.ts';
import { Decimal, roundHalfEven } from '@qingshan/kernel';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { judge, judgeBySchema, type Bar, type Judgement } from '../../judge.ts';
import { about, exact, plain } from '../../numbers.ts';
import { localized, NO_VALUE, step, warning } from '../../result.ts';
import { areaSchema } from '../area.ts';

export const constructionLandSafeUseRateMethod = defineMethod({
  id: 'soil.construction-land-safe-use-rate',
  version: '1.0.0',
  title: localized('重点建设用地安全利用率', 'Safe-use rate of key construction land'),
  summary: localized(
    '投入使用的重点建设用地中没有违法违规开发利用的比例；目标为100%，或不低于95%且违法违规的全部处罚整改到位。',
    'Share of the key construction land put into use that was not developed unlawfully; the goal is 100 %, or at least 95 % with every unlawful development punished and corrected.',
  ),
  basis: [{ family: 'construction-land-safe-use', clause: '目标与核算' }],
  input: z.strictObject({
    on: dateSchema.meta(
      named('时段末日', 'last day of the period', null, {
        zh: '时段末日，决定所用版本',
        en: 'last day of the period; decides the edition',
      }),
    ),
    total: areaSchema.meta(
      named('投入使用的重点建设用地', 'key land put into use', null, {
        zh: '投入使用的重点建设用地（面积或地块数）',
        en: 'key land put into use, area or parcels',
      }),
    ),
    violations: areaSchema.meta(named('其中违法违规开发利用的', 'of it developed unlawfully')),
    corrected: areaSchema
      .default(0)
      .meta(named('其中已依法处罚并整改到位的', 'of the violations, punished and corrected')),
    judgeBy: judgeBySchema,
  }),
  output: {
    value: localized('安全利用率（未修约）', 'safe-use rate, unrounded'),
    unit: '%',
    details: { open: localized('尚未处罚整改到位的', 'violations not yet punished and corrected') },
  },
  evaluate(input, context) {
    const edition = editionFor(context, 'construction-land-safe-use', dayOf(input.on));
    const read = (item: string) => edition.figure('rate', { item });
    const decimals = numberOf(read('decimals')).toNumber();
    const [total, violations, corrected] = [exact(input.total), exact(input.violations), exact(input.corrected)];
    const wrong = violations.gt(total) || corrected.gt(violations);
    const value = wrong || total.isZero() ? null : total.minus(violations).times(100).div(total);
    const open = Decimal.max(violations.minus(corrected), 0);
    const clean = violations.isZero();
    const rule = read(clean ? 'goal' : 'floor');
    const bar: Bar = {
      value: numberOf(rule),
      direction: 'at-least',
      name: clean ? localized('每年目标', 'goal of the year') : localized('最低要求', 'least rate'),
    };
    const judgement = value ? judge(value, decimals, bar, input.judgeBy) : null;
    const shown = value ? roundHalfEven(value, decimals).toFixed(decimals) : NO_VALUE;
    const ratio = `(${plain(total)} − ${plain(violations)}) ÷ ${plain(total)}`;
    return {
      value: value?.toNumber() ?? null,
      shown,
      unit: '%',
      verdict: judgement
        ? open.gt(0)
          ? 'not-met'
          : judgement.verdict
        : wrong
          ? 'insufficient-data'
          : 'not-applicable',
      limit: plain(bar.value),
      editions: [edition],
      trace: [
        rateStep(ratio, value, shown, [read('formula'), read('scope'), read('decimals')]),
        ...(judgement ? [verdictStep(judgement, open, [read('goal'), read('floor')])] : []),
      ],
      warnings: [judgement?.warning ?? null, wrong ? partsWarning() : null],
      details: { open: plain(open) },
    };
  },
});

function rateStep(ratio: string, value: Decimal | null, shown: string, figures: Parameters<typeof step>[2]) {
  return step(
    localized('安全利用率', 'Safe-use rate'),
    value
      ? localized(
          `${ratio} × 100% = ${about(value)}%，修约为 ${shown}%。`,
          `${ratio} × 100 % = ${about(value)} %, shown as ${shown} %.`,
        )
      : localized('没有可以计算的数据。', 'There is nothing to compute from.'),
    figures,
  );
}

function partsWarning() {
  return warning(
    'parts-exceed-total',
    '违法违规的大于总数，或已整改的大于违法违规的，请核对。',
    'There are more violations than land, or more corrections than violations; check the numbers.',
  );
}

function verdictStep(judgement: Judgement, open: Decimal, figures: Parameters<typeof step>[2]) {
  const left = open.gt(0);
  return step(
    localized('判定', 'Verdict'),
    localized(
      `${judgement.detail.zh}${left ? `还有 ${plain(open)} 未处罚整改到位：未达标。` : ''}`,
      `${judgement.detail.en}${left ? ` ${plain(open)} not yet punished and corrected: not met.` : ''}`,
    ),
    figures,
  );
}
