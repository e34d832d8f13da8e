import { expect, test } from 'vitest';
import { caseFiles } from '../testing/case-files.ts';
import { contextOf } from '../testing/standards.ts';
import { expandInput, type CaseFile } from './cases.ts';
import { runMethod } from './define.ts';
import { methodById } from './registry.ts';

/** Steps that may rest on no clause, whatever the method: a comparison with a target of the plan, a sum, a difference. */
const FREE = new Set(['判定', '合计', '变化量']);

/** Other steps that may rest on no clause, by method: they count, choose, or take what the user gave. */
const FREE_IN: Readonly<Record<string, readonly string[]>> = {
  // 2012: not rounded where the user asks so; nothing is missing
  'air.aqi-daily': ['浓度', '缺项'],
  'air.aqi-hourly': ['缺项'],
  // counts of days by state; decimals chosen by the user; periods for which no number of days is asked
  'air.period-mean': ['逐日数据', '修约', '数据有效性'],
  'air.period-percentile': ['逐日数据', '修约', '数据有效性'],
  'air.station-aggregate': ['点位覆盖'],
  // joined by the rule of a district
  'alerts.exceedance-episodes': ['超标过程'],
  'alerts.heavy-pollution': ['预测日 AQI'],
  // a factor that the user gave, or that is not published yet
  'carbon.emissions': ['外购热力（自定因子）', '外购电力（自定电力因子）', '外购电力（尚无公布的因子）'],
  'ecology.carbon-stock': ['净现值'],
  'ecology.ei': ['分级'],
  'ecology.soil-loss': ['保持量'],
  // an input is missing, or the power lies beyond the table
  'emissions.non-road-cuts': ['功率法'],
  // no factor is published
  'emissions.vehicle-cuts': ['重型货车（柴油，国六）'],
  'projection.annual-mean': ['达标概率（统计模型）'],
  'ranking.scored': ['计分办法'],
  'soil.construction-land': ['用地类别'],
  'soil.farmland-class': ['pH 分段'],
  'water.black-odorous': ['各项'],
  'water.period-mean': ['各月均值', '时段均值', '能否评价'],
  'water.target-class': ['统计'],
};

/** Methods whose classifying steps judge, so that they have no step of that name. */
const JUDGE_ELSEWHERE = new Set([
  'air.exceed-multiple',
  'change.same-period',
  'ecology.ei-change',
  'emissions.double-count-guard',
  'fumes.catering',
  'groundwater.well-class',
  'noise.boundary',
  'noise.function-zone',
  'projection.annual-mean',
  'protocol.hj212-frame',
  'water.black-odorous',
]);

function assessmentsOf({ 方法, 算例 }: CaseFile) {
  return 算例.map(({ 输入, 版本, 地点 }) => runMethod(methodById(方法), expandInput(输入), contextOf(版本, 地点)));
}

test.each(caseFiles)('$方法 rests every step on a clause, but for those that only count or compare', (file) => {
  const free = new Set([...FREE, ...(FREE_IN[file.方法] ?? [])]);
  const bare = assessmentsOf(file)
    .flatMap((found) => found.trace)
    .filter((s) => s.clauses.length === 0 && !free.has(s.title.zh));
  expect(bare.map((s) => s.title.zh)).toEqual([]);
});

test.each(caseFiles)('$方法 has a step that judges whenever it judges', (file) => {
  const judged = assessmentsOf(file).filter(({ verdict }) => verdict === 'met' || verdict === 'not-met');
  const silent = judged.filter(({ trace }) => !trace.some((s) => s.title.zh.includes('判定')));
  expect(silent.length === 0 || JUDGE_ELSEWHERE.has(file.方法)).toBe(true);
});
