import { badPlan, readYaml } from './load-yaml.ts';
import type { Unit } from './types.ts';
import { nearestUnit, unitOf } from './units.ts';
import { watchFile, type WatchRule, type WatchRules } from './watch/watch-rules.ts';

const NAME = 'watch.yaml';

/** Not units but what says which: the town of the site; of a target the unit that leads most of its measures. */
const OF_THE_PLACE: ReadonlySet<string> = new Set(['town', 'lead']);

/** The units that a rule names, and where. */
function unitsOf(rule: WatchRule): [unit: string, where: string[]][] {
  const regional = 'regional' in rule ? rule.regional : undefined;
  return [[rule.unit, ['unit']], ...(regional ? [[regional.unit, ['regional', 'unit']] as [string, string[]]] : [])];
}

/** Which exceedances open cases by themselves. @throws QingshanError `bad-plan` with file and line */
export function readWatchRules(folder: string, units: { readonly units: readonly Unit[] }): WatchRules {
  const { data, line } = readYaml(folder, NAME, watchFile);
  const { certainty, zh, en, maxAgeDays, quiet, rules } = data;
  for (const [i, rule] of rules.entries()) {
    const { id } = rule;
    if (rules.findIndex((one) => one.id === id) < i) {
      const why = { zh: `规则编号“${id}”重复出现`, en: `the rule “${id}” occurs twice` };
      throw badPlan(NAME, line(['rules', i, 'id']), why);
    }
    for (const [unit, where] of unitsOf(rule)) {
      if (OF_THE_PLACE.has(unit) && where.length === 1) continue;
      if (unitOf(units, unit) !== null) continue;
      const near = nearestUnit(units, unit);
      throw badPlan(NAME, line(['rules', i, ...where]), {
        zh: `规则“${id}”的单位“${unit}”不在单位名单中，最接近的是“${near?.id}”（${near?.name.zh}）；也可写 town（点位所在镇街）或 lead（目标的牵头单位）`,
        en: `the rule “${id}” names the unit “${unit}”, which is not in the list; the nearest is “${near?.id}” (${near?.name.en}); or write town for the town of the site, lead for whoever leads the target`,
      });
    }
  }
  return { maxAgeDays, quiet, rules, ground: { certainty, note: { zh, en } } };
}
