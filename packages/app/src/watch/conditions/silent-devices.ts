import type { ConditionRule } from '@qingshan/campaign';
import { formatMoment, HOUR_SECONDS } from '@qingshan/kernel';
import type { ConditionReading, Judging } from './reading.ts';

/**
 * Instruments on the line 在线仪器 from which no telegram has come, of sites of which no hourly values are expected: where
 * they are, the site's own silence says it.
 */
export async function readDevices(
  rule: Extract<ConditionRule, { kind: 'silent' }>,
  { evaluator: { workspace } }: Judging,
  expected: ReadonlySet<string>,
): Promise<ConditionReading[]> {
  const { registry, district, clock } = workspace;
  const devices = (await registry.devices.list()).filter(
    ({ withdrawnAt, registration }) => withdrawnAt === null && !expected.has(registration.site),
  );
  if (devices.length === 0) return [];
  const heard = (await workspace.frames()).heard();
  return devices.flatMap(({ mn, registration }): ConditionReading[] => {
    const last = heard.get(mn);
    // Of an instrument that has never been heard it is not known that it was ever put up.
    if (last === undefined) return [];
    const site = district.sites.find(({ id }) => id === registration.site);
    const hours = Math.floor((clock.now() - last) / HOUR_SECONDS);
    const since = formatMoment(last).slice(0, 16).replace('T', ' ');
    const silent = hours >= rule.hours;
    const figure = {
      at: formatMoment(last),
      value: String(hours),
      unit: 'h',
      limit: String(rule.hours),
      multiple: '',
      clause: null,
      note: { zh: `${since} 以后没有报文`, en: `no telegram since ${since}` },
      level: 'silent',
    };
    return [
      {
        site: `device:${mn}`,
        parameter: rule.kind,
        holding: silent ? 'on' : 'off',
        figure: silent ? figure : null,
        title: { zh: `在线仪器 ${mn} 没有报文`, en: `Instrument ${mn}: no telegrams` },
        place: site?.name.zh ?? registration.site,
        town: site?.town ?? null,
        unit: site?.town ?? null,
        simulated: site?.simulated ?? false,
      },
    ];
  });
}
