import { hj212 } from '@qingshan/sources';
import { moment } from '../../../tests/gateway/support.ts';

const FROM = moment('2024-01-01T00:00');
const PARAMETERS = ['a34004', 'a34002', 'a21026', 'a21004', 'a21005', 'a05024'];

export function mnOf(device: number): string {
  return `BENCH${String(device).padStart(19, '0')}`;
}

const field = (name: string, value: string) => ({ name, value });

/** The minute data of an air station, each telegram of a device with a QN of its own. */
export function telegramOf(device: number, number: number): Uint8Array {
  const at = FROM + number * 60;
  const values = PARAMETERS.map((code, i) => [
    field(`${code}-Avg`, String(((device + number * 7 + i) % 1000) / 10)),
    field(`${code}-Flag`, 'N'),
  ]);
  return hj212.compose(
    hj212.telegramOf({
      qn: hj212.qnOf(at, 0),
      st: '22',
      cn: '2051',
      pw: '123456',
      mn: mnOf(device),
      flag: 5,
      split: null,
      items: [[field('DataTime', hj212.stampOf(at - 60))], ...values],
    }),
  );
}
