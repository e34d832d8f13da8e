import type { ApplicationFor } from '@qingshan/app';
import type { Family, Sample } from './text-format.ts';

/** Sums of counters that have a name each, the name being the value of a label. */
function summed(label: string, all: readonly Readonly<Record<string, number>>[]): readonly Sample[] {
  const sums = new Map<string, number>();
  for (const one of all) for (const [name, n] of Object.entries(one)) sums.set(name, (sums.get(name) ?? 0) + n);
  return [...sums].map(([name, value]) => ({ labels: { [label]: name }, value }));
}

function one(name: string, type: Family['type'], help: string, value: number): Family {
  return { name: `qingshan_gateway_${name}`, type, help, samples: [{ value }] };
}

/** What the gateway counts, over all devices: an MN says whose instrument it is and belongs in no label. */
export function gatewayFamilies({ gateway, failure }: ApplicationFor['intake']): readonly Family[] {
  const listening = one('listening', 'gauge', 'Whether instruments are listened to.', Number(gateway !== null));
  if (gateway === null) return [listening];
  const { connections, dropped, answered, refused, devices } = gateway.statistics();
  const each = [...devices.values()];
  return [
    listening,
    one('connections', 'gauge', 'Open connections of instruments.', connections),
    one('dropped_total', 'counter', 'Connections refused because there were too many.', dropped),
    one('answered_total', 'counter', 'Telegrams answered.', answered),
    {
      name: 'qingshan_gateway_telegrams_total',
      type: 'counter',
      help: 'Data telegrams accepted, by what became of them.',
      samples: summed(
        'kept',
        each.map(({ kept }) => ({ ...kept })),
      ),
    },
    {
      name: 'qingshan_gateway_refused_total',
      type: 'counter',
      help: 'Telegrams refused, by reason.',
      samples: summed('reason', [{ ...refused }, ...each.map((device) => ({ ...device.refused }))]),
    },
    {
      name: 'qingshan_intake_failing',
      type: 'gauge',
      help: 'Whether values could not be stored at the last try.',
      samples: [{ value: Number(failure !== null) }],
    },
  ];
}
